/** Families of made-up rows. */
export const families = [
  'andromeda',
  'conficker',
  'mirai',
  'necurs',
  'ramnit',
  'simda',
  'virut',
  'zeus',
];
const start = Date.UTC(2026, 0, 1) / 1000;
const days = 90;

/** Seeded generator of 32-bit numbers (xorshift32, Marsaglia 2003). */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>>= 0);
  };
}

/** A made-up IPv4 address in space that is given out: first octet 1 to 223, without 10 and 127. */
export function randomAddress(random: () => number): number {
  for (;;) {
    const address = random();
    const first = address >>> 24;
    if (first > 0 && first < 224 && first !== 10 && first !== 127) return address;
  }
}

/** Dotted quad of a 32-bit address. */
export function dotted(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** A made-up row. Seconds since 1970; the machine's number; the index of the family. */
export interface MadeRow {
  time: number;
  address: number;
  machine: number;
  family: number;
}

/**
 * Made-up rows in time order, about one host to three hits. The same seed gives the same rows.
 * @returns what gives the next row, always in the same object
 */
export function telemetryRows(rows: number, seed: number): () => MadeRow {
  const random = makeRandom(seed);
  const hosts = new Uint32Array(Math.max(1, Math.round(rows * 0.3)));
  for (let i = 0; i < hosts.length; i++) hosts[i] = randomAddress(random);
  const made: MadeRow = { time: 0, address: 0, machine: 0, family: 0 };
  let row = 0;
  return () => {
    const host = random() % hosts.length;
    made.time = start + Math.floor((row++ / rows) * days * 86_400);
    made.address = hosts[host]!;
    made.machine = host - (host % 3);
    made.family = host % families.length;
    return made;
  };
}

/** Made-up telemetry as CSV text in parts: `timestamp,src_ip,machine_id,family`. The same seed gives the same text. */
export function* telemetryText(rows: number, seed: number): Generator<string> {
  const next = telemetryRows(rows, seed);
  let part = 'timestamp,src_ip,machine_id,family\n';
  for (let row = 0; row < rows; row++) {
    const { time: second, address, machine: number, family } = next();
    const time = new Date(second * 1000).toISOString();
    const machine = number.toString(16).padStart(16, '0');
    part += `${time.slice(0, 10)} ${time.slice(11, 19)},${dotted(address)},${machine},${families[family]}\n`;
    if (part.length > 1 << 20) {
      yield part;
      part = '';
    }
  }
  yield part;
}
