import Papa from 'papaparse';
import { dotted, makeRandom, randomAddress, telemetryText } from '../../scripts/telemetry-text.ts';
import { parseAddress } from '../../src/telemetry/address.ts';
import { makeDictionaries } from '../../src/telemetry/dictionaries.ts';
import { readTelemetry } from '../../src/telemetry/read-telemetry.ts';
import { compare, type BenchCase, type BenchOptions } from './bench-case.ts';

/** Sums over the columns, the same for the same rows in any order of batches. */
interface Answer {
  rows: number;
  times: number;
  addresses: number;
  families: number;
  machines: number;
}

/** Bytes handed out at a time. */
const CHUNK = 1 << 20;

/** Bytes that are there already, as PapaParse's text is: a Blob of Node takes as long to hand them out as they to be read. */
function streamOf(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.subarray(at, (at += CHUNK)));
    },
  });
}

/** Sum of a column modulo 2 ** 32, on top of another: exact, in whatever batches it comes. */
function sumOf(values: Uint32Array, length: number, before = 0): number {
  let total = before;
  for (let i = 0; i < length; i++) total = (total + values[i]!) >>> 0;
  return total;
}

/** Bytes to typed columns, in one thread. */
async function ours(bytes: Uint8Array): Promise<Answer> {
  const answer = { rows: 0, times: 0, addresses: 0, families: 0, machines: 0 };
  const dictionaries = makeDictionaries();
  const stream = streamOf(bytes as Uint8Array<ArrayBuffer>);
  await readTelemetry(stream, 'bench.csv', dictionaries, {
    lent: true,
    batch: ({ length, time, address }) => {
      answer.rows += length;
      answer.times = sumOf(time, length, answer.times);
      answer.addresses = sumOf(address, length, answer.addresses);
    },
  });
  answer.families = dictionaries.family.size;
  answer.machines = dictionaries.machine.size;
  return answer;
}

/** Growing typed columns, as anybody would write them. */
class Column {
  values = new Uint32Array(1 << 16);
  length = 0;
  push(value: number): void {
    if (this.length === this.values.length) {
      const next = new Uint32Array(this.length * 2);
      next.set(this.values);
      this.values = next;
    }
    this.values[this.length++] = value;
  }
}

function codeOf(codes: Map<string, number>, text: string): number {
  let code = codes.get(text);
  if (code === undefined) codes.set(text, (code = codes.size));
  return code;
}

interface Names {
  time: string;
  address: string;
  family: string;
  machine: string | null;
}

/**
 * PapaParse is told how cells and lines end. To find out, it reads the whole of a quoted text as if it were one cell,
 * once for each delimiter that it tries: 14 times slower, and out of memory at a million rows.
 */
const DIALECT = { delimiter: ',', newline: '\n' } as const;

/** PapaParse rows to the same typed columns. */
function rival(text: string, names: Names): Answer {
  const [time, address, family, machine] = [new Column(), new Column(), new Column(), new Column()];
  const families = new Map([['', 0]]);
  const machines = new Map([['', 0]]);
  const { data } = Papa.parse<string[]>(text.slice(0, 4096), { preview: 1 });
  const header = data[0]!;
  const at = (name: string | null) => (name === null ? -1 : header.indexOf(name));
  const [timeAt, addressAt, familyAt, machineAt] = [
    at(names.time),
    at(names.address),
    at(names.family),
    at(names.machine),
  ];
  let first = true;
  Papa.parse<string[]>(text, {
    skipEmptyLines: true,
    ...DIALECT,
    step: ({ data: row }) => {
      if (first) {
        first = false;
        return;
      }
      const parsed = parseAddress(row[addressAt]!);
      if (parsed?.family !== 4) return;
      time.push(Date.parse(`${row[timeAt]!.replace(' ', 'T')}Z`) / 1000);
      address.push(parsed.v4);
      family.push(codeOf(families, row[familyAt]!));
      if (machineAt >= 0) machine.push(codeOf(machines, row[machineAt]!));
    },
  });
  return {
    rows: address.length,
    times: sumOf(time.values, time.length),
    addresses: sumOf(address.values, address.length),
    families: families.size,
    machines: machines.size,
  };
}

function same(a: Answer, b: Answer): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const wideHeader =
  '"timestamp","protocol","src_ip","src_port","src_asn","src_geo","src_region","src_city","src_hostname","src_naics","src_sector","device_vendor","device_type","device_model","dst_ip","dst_port","dst_asn","dst_geo","dst_region","dst_city","dst_hostname","dst_naics","dst_sector","public_source","infection","family","tag","application","version","event_id","http_url","http_host","http_agent","forwarded_by","ssl_cipher","http_referer"';

/** Rows of 36 columns in the shape of a sinkhole report, quoted like one, as text in parts. */
function* wideText(rows: number, seed: number): Generator<string> {
  const random = makeRandom(seed);
  const infections = ['alpha', 'bravo', 'charlie', 'delta'];
  let part = `${wideHeader}\n`;
  for (let row = 0; row < rows; row++) {
    const seconds = String(row % 60).padStart(2, '0');
    const minutes = String(Math.floor(row / 60) % 60).padStart(2, '0');
    const infection = infections[random() % infections.length]!;
    part += `"2026-03-04 11:${minutes}:${seconds}","tcp","${dotted(randomAddress(random))}",${random() % 65536},${random() % 65536},"XX","SOME REGION","SOME CITY","host-${row}.example.net",517311,"Communications, Service Provider, and Hosting Service",,,,"192.0.2.1",80,64496,"XX","REGION","CITY",,518210,"Communications, Service Provider, and Hosting Service",,"${infection}","${infection}",,,,,"GET /some/path/${random()}/that/is/rather/long?with=query&and=more HTTP/1.1","sinkhole.example.org","Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36",,,\n`;
    if (part.length > 1 << 20) {
      yield part;
      part = '';
    }
  }
  yield part;
}

/** ASCII text that comes in parts, as bytes and as one flat text: parts put together by the dozen are several times as large. */
function gathered(parts: Iterable<string>): { bytes: Uint8Array; text: string } {
  const bytes = Buffer.concat(Array.from(parts, (part) => Buffer.from(part, 'latin1')));
  return { bytes, text: bytes.toString('latin1') };
}

/** `narrow`: rows of four columns. `wide`: a fifth as many rows of 36 columns. */
export async function* cases({ rows, runs }: BenchOptions): AsyncGenerator<BenchCase> {
  const count = rows ?? 5_000_000;
  let { bytes, text } = gathered(telemetryText(count, 3));
  yield await compare(
    { bench: 'ingest', case: 'narrow', rows: count, rival: 'PapaParse to typed columns' },
    () => ours(bytes),
    () =>
      rival(text, {
        time: 'timestamp',
        address: 'src_ip',
        family: 'family',
        machine: 'machine_id',
      }),
    same,
    runs,
  );
  const wideCount = Math.max(1, Math.round(count / 5));
  ({ bytes, text } = gathered(wideText(wideCount, 5)));
  yield await compare(
    { bench: 'ingest', case: 'wide', rows: wideCount, rival: 'PapaParse to typed columns' },
    () => ours(bytes),
    () =>
      rival(text, {
        time: 'timestamp',
        address: 'src_ip',
        family: 'infection',
        machine: null,
      }),
    same,
    runs,
  );
}
