import { describe, expect, it } from 'vitest';
import type { ImportOverride } from '../../src/model/import-plan.ts';
import { recognise } from '../../src/telemetry/recognise.ts';
import { readBytes } from './read-bytes.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const look = (text: string, override?: ImportOverride, name = 'file.csv') =>
  recognise(bytesOf(text), name, override);

function read(text: string, override: ImportOverride, name = 'file.csv') {
  const bytes = bytesOf(text);
  return readBytes(bytes, { name, recognition: recognise(bytes, name, override) });
}

const log = 'timestamp,src_ip,dst_ip,malware\n2026-01-02 03:04:05,192.0.2.1,198.51.100.1,x\n';

describe('recognise', () => {
  it('answers plain data, the same each time', () => {
    const first = look(log);
    expect(structuredClone(first)).toEqual(first);
    expect(look(log)).toEqual(first);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });

  it.each([
    ['a plain CSV', log, true],
    ['JSON lines', '{"ip":"192.0.2.1"}\n{"ip":"192.0.2.2"}\n', true],
    ['a JSON list', '[{"ip":"192.0.2.1"},{"ip":"192.0.2.2"}]', false],
    ['an open order of dates', 'date,ip\n01/02/2026,192.0.2.1\n', false],
    [
      'a header that changes',
      `${log}dst_ip,src_ip,timestamp,note\n198.51.100.1,192.0.2.1,2026-01-02,x\n`,
      false,
    ],
    ['backslashes', 'time,ip,tag\n2026-01-02,192.0.2.1,"a \\"b\\", c"\n', false],
    ['several addresses in a cell', 'time,ip\n2026-01-02,192.0.2.1 192.0.2.2\n', true],
  ])('tells whether %s can be read in pieces', (_, text, splittable) => {
    expect(look(text).splittable).toBe(splittable);
  });

  it('cannot be read in pieces where the text is UTF-16', () => {
    const text = '\uFEFFtime,ip\n2026-01-02,192.0.2.1\n';
    const bytes = new Uint8Array(text.length * 2);
    [...text].forEach((character, i) => {
      bytes[i * 2] = character.charCodeAt(0) & 255;
      bytes[i * 2 + 1] = character.charCodeAt(0) >> 8;
    });
    const recognition = recognise(bytes, 'wide.csv');
    expect(recognition).toMatchObject({ encoding: 'utf-16le', splittable: false });
    for (const chunk of [1, 2, 3, 1000]) {
      expect(readBytes(bytes, { chunk }).hits).toEqual([
        { row: 1, time: '2026-01-02T00:00:00Z', address: '192.0.2.1' },
      ]);
    }
  });

  it.each([
    ['a quote in a name', 'timestamp,src"ip,src_ip\n'],
    ['a quote that opens and is never closed', '"timestamp","note,"src_ip"\n'],
    ['a cell whose beginning is cut off', 'ed, blocked)",timestamp,src_ip\n'],
  ])('reads the rows below a header with %s', (_, header) => {
    const rows = '2026-01-02 03:04:05,x,192.0.2.1\n2026-01-02 03:04:06,y,192.0.2.2\n';
    const told = readBytes(bytesOf(header + rows));
    expect(told.rows).toBe(2);
    expect(told.hits.map(({ address }) => address)).toEqual(['192.0.2.1', '192.0.2.2']);
  });

  it('stays with the columns where the address is taken from one of them', () => {
    const text = 'who,host\nan,192.0.2.1\nbo,192.0.2.2\n';
    expect(() => look(text, { columns: { address: null }, ignored: [1] })).toThrow(
      /no column of addresses/,
    );
  });

  it('keeps a header whose cell goes on in the next line', () => {
    const text = 'timestamp,"note\nof many lines",ip\n2026-01-02 03:04:05,x,192.0.2.1\n';
    expect(readBytes(bytesOf(text)).hits).toHaveLength(1);
    expect(look(text).dialect.dataLine).toBe(3);
  });

  it('gives the same hits from pieces that begin at a record', () => {
    const rows = Array.from(
      { length: 300 },
      (_, i) => `2026-01-02 03:04:05,192.0.2.${i % 256},198.51.100.1,"x\n${i % 3}"\n`,
    );
    const text = log + rows.join('');
    const recognition = look(text);
    const whole = readBytes(bytesOf(text), { recognition });
    const cut = bytesOf(log + rows.slice(0, 120).join('')).length;
    const first = readBytes(bytesOf(text).slice(0, cut), { recognition });
    const rest = { ...recognition.dialect, dataStart: 0 };
    const second = readBytes(bytesOf(text).slice(cut), {
      recognition: { ...recognition, dialect: rest },
    });
    const bare = ({ row: _, ...hit }: (typeof whole.hits)[number]) => hit;
    expect([...first.hits, ...second.hits].map(bare)).toEqual(whole.hits.map(bare));
  });

  it('is certain of what the file says, and of nothing else', () => {
    expect(look(log).certain).toEqual({
      delimiter: true,
      header: true,
      address: true,
      time: true,
      zone: false,
      dateOrder: true,
      subject: true,
    });
    expect(look('date,ip\n01/02/2026 10:00,192.0.2.1\n').certain).toMatchObject({
      dateOrder: false,
    });
    expect(look('date,ip\n13/02/2026 10:00,192.0.2.1\n').certain).toMatchObject({
      dateOrder: true,
    });
    expect(look('date,ip\n01.02.2026 10:00,192.0.2.1\n').certain).toMatchObject({
      dateOrder: true,
    });
    expect(look('time,ip\n2026-01-02T03:04:05Z,192.0.2.1\n').certain).toMatchObject({ zone: true });
    expect(look('time_utc,ip\n2026-01-02 03:04:05,192.0.2.1\n').certain).toMatchObject({
      zone: true,
    });
    expect(look('ip,other\n192.0.2.1,198.51.100.1\n').certain).toMatchObject({ address: false });
    expect(look('192.0.2.1\n', {}, 'list.txt').certain).toMatchObject({ subject: false });
  });

  it('takes the zone that a name gives in brackets, and asks where summer time is open', () => {
    const zone = (name: string) => {
      const { rules, certain } = look(`${name},ip\n2026-01-02 03:04:05,192.0.2.1\n`);
      return [rules?.time.zone, certain?.zone];
    };
    expect(zone('time (JST)')).toEqual(['Asia/Tokyo', true]);
    expect(zone('seen [Europe/Vienna]')).toEqual(['Europe/Vienna', true]);
    expect(zone('timestamp (UTC+2)')).toEqual(['UTC+2', true]);
    expect(zone('time (CET)')).toEqual(['Europe/Berlin', false]);
    expect(zone('time (UTC)')).toEqual(['UTC', true]);
    expect(zone('time (last)')).toEqual(['UTC', false]);
  });

  it('says how dates are read, and why', () => {
    const why = (text: string) => look(text).why.join(' ');
    expect(why('date,ip\n13/02/2026,192.0.2.1\n')).toMatch(/day first: a first part is above 12/);
    expect(why('date,ip\n02/13/2026,192.0.2.1\n')).toMatch(
      /month first: a second part is above 12/,
    );
    expect(why('date,ip\n01.02.2026,192.0.2.1\n')).toMatch(/day first: dots/);
    expect(why('date,ip\n01/02/2026,192.0.2.1\n02/02/2026,192.0.2.1\n')).toMatch(
      /day first: so the rows lie closer/,
    );
  });

  it('finds the order of day and month in later rows, and corrects the rows before', () => {
    const early = Array.from(
      { length: 9000 },
      (_, i) => `03/04/2026 10:00:00,192.0.2.${i % 250},padding padding\n`,
    );
    const text = `date,ip,note\n${early.join('')}04/13/2026 11:00:00,198.51.100.1,x\n`;
    const { recognition, hits, refusals } = readBytes(bytesOf(text), { chunk: 4096 });
    expect(recognition.certain?.dateOrder).toBe(false);
    expect(new Set(hits.slice(0, -1).map(({ time }) => time))).toEqual(
      new Set(['2026-03-04T10:00:00Z']),
    );
    expect(hits.at(-1)!.time).toBe('2026-04-13T11:00:00Z');
    expect(refusals).toEqual([]);
  });

  it('follows what was chosen instead', () => {
    expect(read(log, { columns: { address: 2, server: 1 } }).hits).toMatchObject([
      { address: '198.51.100.1', server: '192.0.2.1' },
    ]);
    expect(read(log, { columns: { time: null } }).hits[0]).not.toHaveProperty('time');
    expect(read(log, { zone: '+02:00' }).hits).toMatchObject([{ time: '2026-01-02T01:04:05Z' }]);
    expect(read(log, { zone: 'America/New_York' }).hits).toMatchObject([
      { time: '2026-01-02T08:04:05Z' },
    ]);
    expect(
      read('date,ip\n01/02/2026,192.0.2.1\n', { dateOrder: 'month-first' }).hits,
    ).toMatchObject([{ time: '2026-01-02T00:00:00Z' }]);
    const apart = 'date,time,ip\n2026-01-02,03:04:05,192.0.2.1\n';
    expect(look(apart).certain).toMatchObject({ zone: false });
    expect(read(apart, { zone: '+02:00' }).hits).toMatchObject([{ time: '2026-01-02T01:04:05Z' }]);
    expect(read(apart, { columns: { clock: null } }).hits).toMatchObject([
      { time: '2026-01-02T00:00:00Z' },
    ]);
    expect(read(log, { subject: 'servers' })).toMatchObject({
      hits: [],
      servers: [{ address: '192.0.2.1', family: 'x' }],
    });
    expect(read('ip,n\n192.0.2.1-192.0.2.3,1\n', { weightNetworks: true }).hits).toMatchObject([
      { address: '192.0.2.1', weight: 3 },
    ]);
    expect(read('ip,n\n192.0.2.0/24,1\n', { weightNetworks: true }).hits).toMatchObject([
      { address: '192.0.2.0', weight: 256 },
    ]);
    expect(
      read('a;b\n192.0.2.1;x,192.0.2.2\n', { delimiter: ',', header: false }).hits,
    ).toMatchObject([{ address: '192.0.2.2' }]);
  });

  it('gives rows without times the date of the file, where that is chosen', () => {
    const text = '# Last updated: 2026-03-02 07:03:03 UTC\n192.0.2.1\n192.0.2.2\n';
    expect(read(text, {}, 'list.txt').hits[0]).not.toHaveProperty('time');
    expect(read(text, { useFileDate: true }, 'list.txt').hits[0]).toMatchObject({
      time: '2026-03-02T07:03:03Z',
    });
    expect(
      read('192.0.2.1\n', { useFileDate: true }, 'hosts-2026-03-02.txt').hits[0],
    ).toMatchObject({
      time: '2026-03-02T00:00:00Z',
    });
  });

  it('asks what the addresses are where the file speaks of C2 servers and no column does', () => {
    const hunt = '# C2 hunt feed\n#IP,Date of Detection,Comment\n203.0.113.7,02 January 2024,x\n';
    expect(look(hunt).certain).toMatchObject({ subject: false });
    expect(look(hunt.replace('C2 hunt', 'Hunt')).certain).toMatchObject({ subject: true });
  });

  it('finds the order of day and month by the date of the file', () => {
    const text = 'date,ip\n3/4/2026 10:00,192.0.2.1\n';
    for (const [name, time] of [
      ['hosts-2026-03-04.csv', '2026-03-04T10:00:00Z'],
      ['hosts-2026-04-03.csv', '2026-04-03T10:00:00Z'],
    ]) {
      expect(look(text, {}, name).certain).toMatchObject({ dateOrder: true });
      expect(read(text, {}, name).hits).toMatchObject([{ time }]);
    }
    expect(look(text).certain).toMatchObject({ dateOrder: false });
  });

  it('says which column of times cannot be read', () => {
    const { notices } = look('timestamp,ip\n0.52426,192.0.2.1\n');
    expect(notices).toEqual([
      'Column "timestamp" holds no times that can be read, such as "0.52426": the rows are undated.',
    ]);
    expect(look('ip,note\n192.0.2.1,x\n').notices).toEqual([
      'No column of times was found: the rows are undated.',
    ]);
  });

  it('reads no personal column of its own accord', () => {
    const personal = 'timestamp,src_ip,username,password,machine_name,email,hostname,url\n';
    const { columns } = look(
      `${personal}2026-01-02,192.0.2.1,ann,x,ANNS-PC,ann@example.com,h,http://x/?u=ann\n`,
    );
    expect(columns).toEqual({ time: 0, address: 1 });
  });

  it.each([
    ['a location database as CSV', 'network,geoname_id\n192.0.2.0/24,1\n', /location database/],
    [
      'a list of domains',
      '## C2 domains\nc2.example.com,Used by gozi,2026-03-02\nc2.example.net,Used by gozi,2026-03-02\n',
      /names domains \(c2\.example\.com\) and no address/,
    ],
    [
      'a long table of pandas that stands column by column',
      `{"ip":{${Array.from({ length: 20_000 }, (_, i) => `"${i}":"192.0.2.7"`).join()}`.slice(
        0,
        1 << 18,
      ),
      /column by column and is too long.*orient="records"/,
    ],
    ['JSON without addresses', '{"a":1}\n{"a":2}\n', /JSON without addresses; its keys are: a/],
    [
      'AS numbers',
      '; ASN-DROP\nAS64500 ; US | X - X Inc.\nAS64501 ; | Y\n',
      /AS number \(AS64500\)/,
    ],
    ['AS numbers as JSON', '{"asn":64500,"asname":"X"}\n', /AS number \(AS64500\)/],
    ['CSV without addresses', 'a,b\nx,y\n', /no column of addresses among its columns: a, b/],
  ])('refuses %s', (_, text, found) => {
    expect(() => look(text)).toThrow(found);
  });
});
