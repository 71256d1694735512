import { describe, expect, it } from 'vitest';
import type { ImportOverride } from '../../src/model/import-plan.ts';
import { planImport } from '../../src/telemetry/import-plan.ts';
import { recognise } from '../../src/telemetry/recognise.ts';
import { isSerial, parseSerial } from '../../src/telemetry/serial-date.ts';
import { readBytes } from './read-bytes.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const time = (text: string, system: 1900 | 1904 = 1900) => {
  const seconds = parseSerial(bytesOf(text), 0, text.length, system);
  return seconds < 0 ? null : new Date(seconds * 1000).toISOString().slice(0, 19);
};

/** Times of the rows of a text, as it is read with a choice. */
function timesOf(text: string, override: ImportOverride = {}, name = 'file.csv') {
  const bytes = bytesOf(text);
  const { hits, refused } = readBytes(bytes, { recognition: recognise(bytes, name, override) });
  expect(Object.values(refused).every((count) => count === 0)).toBe(true);
  return hits.map((hit) => hit.time ?? null);
}

const plan = (text: string, override: ImportOverride = {}, name = 'file.csv') =>
  planImport(bytesOf(text), name, override);
const log = 'timestamp,src_ip\n45293.5,192.0.2.1\n45294.25,192.0.2.2\n';

describe('dates as spreadsheets count them', () => {
  it.each([
    ['45293.5', '2024-01-02T12:00:00'],
    ['45292', '2024-01-01T00:00:00'],
    ['45351', '2024-02-29T00:00:00'],
    ['45293,5', '2024-01-02T12:00:00'],
    // 12:34:56 as a fraction of a day that is cut after five and ten digits.
    ['45293.52426', '2024-01-02T12:34:56'],
    ['45293.5242592593', '2024-01-02T12:34:56'],
    ['45293.9999999999', '2024-01-03T00:00:00'],
  ])('are days since 1900: %s', (text, expected) => {
    expect(time(text)).toBe(expected);
  });

  it('are 1462 days less where a workbook counts from 1904', () => {
    expect(time('43831.5', 1904)).toBe('2024-01-02T12:00:00');
  });

  it.each(['', '4529', '452931', '45293.', '45293.5x', '-45293', '45293.5.1'])(
    'are not "%s"',
    (text) => expect(time(text)).toBeNull(),
  );

  it('have five digits', () => {
    expect(['45293', ' 45293.5 ', '45293,25'].every(isSerial)).toBe(true);
    expect(['1704196800', '2024', '20240102', '80', '', '99999', '45293.5Z'].some(isSerial)).toBe(
      false,
    );
  });
});

describe('a column of them', () => {
  it('is read from 1900, in the zone that is chosen, and said so', () => {
    expect(timesOf(log)).toEqual(['2024-01-02T12:00:00Z', '2024-01-03T06:00:00Z']);
    expect(timesOf(log, { zone: 'Europe/Berlin' })[0]).toBe('2024-01-02T11:00:00Z');
    const { recognition, notices } = plan(log);
    expect(recognition.why.join(' ')).toMatch(/days since 1900, as spreadsheets count them/);
    expect(notices.join(' ')).toMatch(/days since 1900: hold a row against another source/);
  });

  it('is asked about, until somebody answers or the file’s date does', () => {
    const asked = plan(log).decisions.find(({ what }) => what === 'dateSystem')!;
    expect(asked).toMatchObject({ value: '1900', certain: false, chosen: 0 });
    const other = asked.choices[1]!.override;
    expect(timesOf(log, other)[0]).toBe('2028-01-03T12:00:00Z');
    const answered = plan(log, other).decisions.find(({ what }) => what === 'dateSystem');
    expect(answered).toMatchObject({ value: '1904', certain: true, chosen: 1 });
    for (const [name, system] of [
      ['hosts-2024-01-03.csv', '1900'],
      ['hosts-2028-01-04.csv', '1904'],
    ] as const) {
      const dated = plan(log, {}, name).decisions.find(({ what }) => what === 'dateSystem');
      expect(dated).toMatchObject({ value: system, certain: true });
    }
  });

  it('counts from 1904 where the file says so', () => {
    expect(timesOf('# date system: 1904\ntime,ip\n43831.5,192.0.2.1\n')).toEqual([
      '2024-01-02T12:00:00Z',
    ]);
  });

  it('is none where one cell is something else, where its name is none of times, or without a header', () => {
    const undated = [
      'timestamp,src_ip\n45293.5,192.0.2.1\n17,192.0.2.2\n',
      'src_port,src_ip\n45293,192.0.2.1\n45294,192.0.2.2\n',
      '45293.5,192.0.2.1\n45294.5,192.0.2.2\n',
      'ts,src_ip\n45293,192.0.2.1\n45294,192.0.2.2\n',
    ];
    for (const text of undated) {
      expect(timesOf(text)).toEqual([null, null]);
      expect(plan(text).decisions.map(({ what }) => what)).not.toContain('dateSystem');
    }
  });

  it('is one where somebody says that it is the time', () => {
    const text = 'when_it_was,src_ip\n45293.5,192.0.2.1\n';
    expect(timesOf(text)).toEqual([null]);
    expect(timesOf(text, { columns: { time: 0 } })).toEqual(['2024-01-02T12:00:00Z']);
  });

  it('leaves nothing to ask about in other files', () => {
    const decisions = plan('timestamp,src_ip\n2024-01-02 12:00:00,192.0.2.1\n').decisions;
    expect(decisions.map(({ what }) => what)).not.toContain('dateSystem');
  });
});
