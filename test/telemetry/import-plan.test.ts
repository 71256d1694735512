import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { FileChoices, ImportOverride } from '../../src/model/import-plan.ts';
import { makeFilePlan } from '../../src/telemetry/kind-of-file.ts';
import { headsOf } from '../../src/telemetry/head-of.ts';
import { planImport } from '../../src/telemetry/import-plan.ts';
import { setLocked } from './set-locked.ts';

const plan = (text: string, override?: ImportOverride, name = 'log.csv') =>
  planImport(new TextEncoder().encode(text), name, override);

const log = [
  'when,client,login,other_ip,malware',
  '03/04/2026 10:00,192.0.2.1,ann,198.51.100.1,zeus',
  '04/04/2026 10:00,192.0.2.2,bob,198.51.100.1,zeus',
  '04/04/2026 10:00,nowhere,bob,198.51.100.1,zeus',
  'never,192.0.2.4,bob,198.51.100.1,zeus',
  '',
].join('\n');

describe('planImport', () => {
  it('shows every column with samples and role, but not what is personal', () => {
    expect(plan(log).columns).toEqual([
      {
        index: 0,
        name: 'when',
        samples: ['03/04/2026 10:00', '04/04/2026 10:00', 'never'],
        role: 'time',
        fallback: false,
        personal: false,
      },
      {
        index: 1,
        name: 'client',
        samples: ['192.0.2.1', '192.0.2.2', 'nowhere', '192.0.2.4'],
        role: 'address',
        fallback: false,
        personal: false,
      },
      { index: 2, name: 'login', samples: [], role: null, fallback: false, personal: true },
      {
        index: 3,
        name: 'other_ip',
        samples: ['198.51.100.1'],
        role: null,
        fallback: false,
        personal: false,
      },
      {
        index: 4,
        name: 'malware',
        samples: ['zeus'],
        role: 'family',
        fallback: false,
        personal: false,
      },
    ]);
    expect(plan(log, { columns: { machine: 2 } }).columns[2]).toMatchObject({
      role: 'machine',
      samples: ['ann', 'bob'],
    });
  });

  it('takes columns for personal whose cells are mail addresses or URLs with a query', () => {
    const rows = 'ip,a,b,c\n192.0.2.1,ann@example.com,http://x.example/?u=ann,http://x.example/\n';
    expect(plan(rows).columns.map(({ personal }) => personal)).toEqual([false, true, true, false]);
  });

  it('shows the first rows as they will be read, and what will be refused', () => {
    const { rows, counts, refused, refusals, whole } = plan(log);
    expect(rows).toMatchObject([
      { time: '2026-04-03T10:00:00Z', address: '192.0.2.1', family: 'zeus', machine: '' },
      { time: '2026-04-04T10:00:00Z', address: '192.0.2.2' },
    ]);
    expect(counts).toMatchObject({ rows: 4, hits: 2, servers: 0, events: 2 });
    expect(refused).toEqual({ malformed: 0, noAddress: 0, badAddress: 1, badTime: 1 });
    expect(refusals).toEqual([
      { line: 4, reason: 'badAddress', text: '04/04/2026 10:00,nowhere,198.51.100.1,zeus' },
      { line: 5, reason: 'badTime', text: 'never,192.0.2.4,198.51.100.1,zeus' },
    ]);
    expect(whole).toBe(true);
  });

  it('asks only what the file leaves open, and each answer changes the plan', () => {
    const { decisions } = plan(log);
    const open = decisions.filter(({ certain }) => !certain).map(({ what }) => what);
    expect(open).toEqual(['address', 'zone', 'dateOrder', 'subject']);
    const order = decisions.find(({ what }) => what === 'dateOrder')!;
    expect(order.value).toBe('day-first');
    const other = order.choices.find(({ override }) => override.dateOrder === 'month-first')!;
    const turned = plan(log, other.override);
    expect(turned.rows[0]).toMatchObject({ time: '2026-03-04T10:00:00Z' });
    expect(turned.decisions.find(({ what }) => what === 'dateOrder')).toMatchObject({
      certain: true,
    });
    const address = decisions.find(({ what }) => what === 'address')!;
    expect(address.choices.map(({ label }) => label)).toEqual(['client', 'other_ip']);
    expect(plan(log, address.choices[1]!.override).rows[0]).toMatchObject({
      address: '198.51.100.1',
    });
  });

  it('asks nothing of a report that says it all', () => {
    const report =
      '"timestamp","protocol","src_ip","src_port","src_asn","src_geo","dst_ip","dst_port","public_source","infection","family","http_host"\n"2026-03-04 00:00:00","tcp","192.0.2.1",1,64500,"PH","203.0.113.1",80,"x","andromeda","andromeda","c2.example.net"\n';
    const { decisions, recognition } = plan(report, {}, '2026-03-04-event4_sinkhole.csv');
    expect(decisions.filter(({ certain }) => !certain)).toEqual([]);
    expect(recognition.why.join(' ')).toMatch(/address of the sinkhole/);
  });

  it('is plain data', () => {
    const made = plan(log);
    expect(structuredClone(made)).toEqual(made);
  });

  it('shows the country that the file names', () => {
    const made = plan(
      'timestamp,src_ip,src_geo\n2026-02-03T10:00:00Z,192.0.2.1,AT\n2026-02-03T10:00:00Z,192.0.2.2,\n',
    );
    expect(made.rows).toMatchObject([{ country: 'AT' }, { country: '' }]);
  });

  it('shows the servers of a list', () => {
    const { servers, counts, rows } = plan('address,port,status\n198.51.100.1,443,online\n');
    expect(rows).toEqual([]);
    expect(counts).toMatchObject({ rows: 0, serverRows: 1, servers: 1 });
    expect(servers).toMatchObject([{ address: '198.51.100.1', port: 443, status: 'active' }]);
  });

  it('counts whole rows only where the file goes on', () => {
    const rows = Array.from(
      { length: 9000 },
      (_, i) => `2026-01-02T03:04:05Z,192.0.2.${i % 250},mirai\n`,
    );
    const head = new TextEncoder().encode(`time,ip,family\n${rows.join('')}`).slice(0, 1 << 18);
    const { whole, refused, counts } = planImport(head, 'log.csv');
    expect(whole).toBe(false);
    expect(Object.values(refused)).toEqual([0, 0, 0, 0]);
    expect(counts.hits).toBeGreaterThan(6000);
  });
});

describe('an open choice', () => {
  const open = (text: string, name = 'log.csv') =>
    plan(text, {}, name)
      .decisions.filter(({ certain }) => !certain)
      .map(({ what }) => what);

  it('is not whether a log lists hosts, but whether a list does', () => {
    expect(open('timestamp,ip,family\n2026-01-02T03:04:05Z,192.0.2.1,zeus\n')).toEqual([]);
    expect(open('192.0.2.1\n192.0.2.2\n')).toEqual(['subject']);
    expect(open('first_seen,ip,family\n2026-01-02T03:04:05Z,192.0.2.1,zeus\n')).toEqual([
      'subject',
    ]);
  });

  it('says which answer holds now', () => {
    for (const { what, value, choices, chosen } of plan(log).decisions) {
      expect(chosen, what).toBeGreaterThanOrEqual(0);
      const again = plan(log, choices[chosen]!.override).decisions;
      expect(again.find((decision) => decision.what === what)).toMatchObject({ value });
    }
  });

  it('can be the date of the file for rows without a time', () => {
    const list = 'ip\n192.0.2.1\n';
    const decision = plan(list, {}, 'list-2026-03-04.csv').decisions.at(-1);
    const dates = plan(list, {}, 'list-2026-03-04.csv').decisions.find(
      ({ what }) => what === 'fileDate',
    );
    expect(decision).toMatchObject({ what: 'networks' });
    expect(dates).toMatchObject({ value: 'undated', certain: true });
    const dated = plan(list, dates!.choices[1]!.override, 'list-2026-03-04.csv');
    expect(dated.rows[0]).toMatchObject({ time: '2026-03-04T00:00:00Z', prefix: '192.0.2.0/24' });
  });
});

describe('makeFilePlan', () => {
  const planned = (bytes: BlobPart, name: string, choices?: FileChoices) =>
    makeFilePlan(new Blob([bytes]), name, choices);

  it('shows the columns of a file without an address, and what mends it', async () => {
    const text = 'who,what\nunknown,a\n,b\nnone,c\n-,d\nx 192.0.2.7,e\n';
    const { parts } = await planned(text, 'odd.csv');
    expect(parts).toMatchObject([
      {
        found: expect.stringMatching(/no column of addresses/) as string,
        mendable: true,
        columns: [{ name: 'who' }, { name: 'what' }],
      },
    ]);
    const mended = await planned(text, 'odd.csv', { override: { columns: { address: 0 } } });
    expect(mended.parts).toMatchObject([{ counts: { rows: 5 } }]);
  });

  it('says where nothing can mend it', async () => {
    for (const text of ['colour,count\nred,3\n', '', 'just words\n']) {
      expect((await planned(text, 'a.csv')).parts).toMatchObject([{ mendable: false }]);
    }
  });

  it('takes a list for what it is said to be', async () => {
    const list = 'address,port,status\n192.0.2.1,80,online\n';
    expect(await planned(list, 'c2.csv')).toMatchObject({ kind: 'servers' });
    const hosts = await planned(list, 'c2.csv', { override: { subject: 'hosts' } });
    expect(hosts).toMatchObject({
      kind: 'telemetry',
      parts: [{ counts: { hits: 1, servers: 0 } }],
    });
  });

  it('plans no database, and a damaged archive as one failure', async () => {
    expect(await planned('x', 'geo.mmdb')).toEqual({
      name: 'geo.mmdb',
      kind: 'database',
      parts: [],
    });
    const zip = zipSync({ 'a.csv': strToU8(log) });
    zip[6] = zip[6]! | 1;
    const told = await planned(zip, 'locked.zip');
    expect(told).toMatchObject({ kind: 'telemetry', parts: [{ name: 'locked.zip', columns: [] }] });
  });
});

describe('the plan of an archive', () => {
  const plans = async (bytes: Uint8Array<ArrayBuffer>, name: string) =>
    (await makeFilePlan(new Blob([bytes]), name)).parts;

  it('has each member, and says which cannot be read', async () => {
    const zip = zipSync({
      'a.csv': strToU8(log),
      'readme.txt': strToU8('Nothing to see here.\n'),
      'b/c2.csv': strToU8('address,status\n198.51.100.1,online\n'),
    });
    expect(await plans(zip, 'all.zip')).toMatchObject([
      { name: 'a.csv', counts: { hits: 2 } },
      { name: 'readme.txt', found: expect.stringMatching(/no addresses/) as string },
      { name: 'c2.csv', counts: { servers: 1 } },
    ]);
  });

  it('has every one of many members, by choices of their own', async () => {
    const names = Array.from({ length: 45 }, (_, i) => `day-${i + 1}.csv`);
    const zip = zipSync(Object.fromEntries(names.map((name) => [name, strToU8(log)])));
    const members = names.map((_, i) => (i === 40 ? { subject: 'servers' as const } : null));
    const { parts, kind } = await makeFilePlan(new Blob([zip]), 'days.zip', { members });
    expect(kind).toBe('telemetry');
    expect(parts.map(({ name }) => name)).toEqual(names);
    expect(parts[39]).toMatchObject({ counts: { hits: 2, servers: 0 } });
    expect(parts[40]).toMatchObject({ counts: { hits: 0, servers: 3 } });
  });

  it('has what lies packed inside, and names a member with a password', async () => {
    const inner = zipSync({ 'deep.csv': strToU8(log) });
    const zip = zipSync({
      'a.csv.gz': gzipSync(strToU8(log)),
      'inner.zip': inner,
      'locked.csv': strToU8(log),
      'b.csv': strToU8(log),
    });
    expect(await plans(setLocked(zip, 'locked.csv'), 'all.zip')).toMatchObject([
      { name: 'a.csv.gz', counts: { hits: 2 } },
      { name: 'deep.csv', counts: { hits: 2 } },
      { name: 'locked.csv', found: '"locked.csv" in "all.zip" is protected by a password.' },
      { name: 'b.csv', counts: { hits: 2 } },
    ]);
    const twice = gzipSync(gzipSync(strToU8(log)));
    expect(await plans(twice, 'log.csv.gz.gz')).toMatchObject([{ counts: { hits: 2 } }]);
    expect(await plans(gzipSync(inner), 'log.zip.gz')).toMatchObject([{ name: 'deep.csv' }]);
  });

  it('ends when it is told to', async () => {
    const blob = new Blob([zipSync({ 'a.csv': strToU8(log) })]);
    const making = makeFilePlan(blob, 'all.zip', {}, { signal: AbortSignal.abort() });
    await expect(making).rejects.toThrow(/aborted/);
  });

  it('looks at no more than the head of a file that is no archive', async () => {
    const row = '2026-01-02T03:04:05Z,192.0.2.1,mirai\n';
    const chunk = new TextEncoder().encode(row.repeat(1500));
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += chunk.length;
        if (pulled > 1 << 22) controller.error(new Error('read too far'));
        else controller.enqueue(chunk);
      },
    });
    const heads = [];
    for await (const head of headsOf(endless, 'endless.txt', { most: 100 })) heads.push(head);
    expect(heads).toMatchObject([{ name: 'endless.txt', bytes: { length: 1 << 18 } }]);
    expect(pulled).toBeLessThan(1 << 20);
  });
});
