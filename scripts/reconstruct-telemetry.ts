import { figures } from './reconstruct-figures.ts';
import type { Block, CountryPlan } from './reconstruct-plan.ts';
import { makeRandom, mix, type Random } from './reconstruct-random.ts';
import type { PlannedServer } from './reconstruct-servers.ts';

const DAY = 86_400_000;
const MEAN_LIFE = 18 * DAY;

/** Check-ins of all machines as columns. */
export interface CheckIns {
  length: number;
  /** Seconds since 1970 UTC. */
  time: Uint32Array;
  address: Uint32Array;
  /** Country index and machine number: together the machine's id. */
  country: Uint16Array;
  machine: Uint32Array;
  server: Uint8Array;
}

/** Local hours at which more machines are on: evenings most, nights least (assumed). */
const hourWeights = [4, 3, 2, 2, 2, 2, 3, 4, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 9, 10, 10, 9, 7, 5];
const cumulative = hourWeights.map((_, hour) =>
  hourWeights.slice(0, hour + 1).reduce((sum, weight) => sum + weight, 0),
);
const hourSum = cumulative[23]!;

/** A second of a UTC day, with the rhythm of the longitude's local time. */
function secondOfDay(random: Random, longitude: number): number {
  const drawn = random.share() * hourSum;
  const local = cumulative.findIndex((sum) => drawn < sum);
  const hour = (((local - Math.round(longitude / 15)) % 24) + 24) % 24;
  return hour * 3600 + random.below(3600);
}

/** A time of a month: days of the week differ a little, and a month rises towards the next one's rate. */
function firstTime(random: Random, month: number, longitude: number): number {
  const start = figures.monthStarts[month]!;
  const days = (figures.monthStarts[month + 1]! - start) / DAY;
  for (;;) {
    const day = random.below(days);
    const weekday = new Date(start + day * DAY).getUTCDay();
    const kept = weekday === 0 || weekday === 6 ? 0.82 : 1;
    const slope = slopes[month]!;
    const level = 1 + slope * ((day + 0.5) / days - 0.5);
    if (random.share() * (1 + Math.abs(slope) / 2) > kept * level) continue;
    return start / 1000 + day * 86_400 + secondOfDay(random, longitude);
  }
}

/** Growth inside each month, so that the months' edges meet without a step (assumed). */
const slopes = [0.15, 0.2, 0.6, 0.5, 0, -0.25];

/** Picks a block with a chance in proportion to its machines. */
function makePicker(blocks: readonly Block[]): (random: Random) => Block {
  const sums: number[] = [];
  let sum = 0;
  for (const block of blocks) sums.push((sum += block.machines));
  return (random) => {
    const drawn = random.share() * sum;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sums[middle]! <= drawn) low = middle + 1;
      else high = middle;
    }
    return blocks[low]!;
  };
}

function pickServer(random: Random, servers: readonly PlannedServer[]): number {
  const total = servers.reduce((sum, { weight }) => sum + weight, 0);
  let drawn = random.share() * total;
  const index = servers.findIndex(({ weight }) => (drawn -= weight) < 0);
  return Math.max(0, index);
}

class Rows {
  length = 0;
  time: Uint32Array;
  address: Uint32Array;
  country: Uint16Array;
  machine: Uint32Array;
  server: Uint8Array;

  constructor(capacity: number) {
    this.time = new Uint32Array(capacity);
    this.address = new Uint32Array(capacity);
    this.country = new Uint16Array(capacity);
    this.machine = new Uint32Array(capacity);
    this.server = new Uint8Array(capacity);
  }

  add(time: number, address: number, country: number, machine: number, server: number): void {
    this.time[this.length] = time;
    this.address[this.length] = address;
    this.country[this.length] = country;
    this.machine[this.length] = machine;
    this.server[this.length++] = server;
  }
}

/** Further check-ins of a machine: geometric, with the mean of the country's churn and a few without a new address. */
function further(random: Random, mean: number): number {
  const stay = mean / (1 + mean);
  let count = 0;
  while (count < 40 && random.share() < stay) count++;
  return count;
}

function drawCountry(
  plan: CountryPlan,
  index: number,
  servers: readonly PlannedServer[],
  rows: Rows,
): void {
  const random = makeRandom(figures.seed, `machines ${plan.country.code}`);
  const pick = makePicker(plan.blocks);
  const last = figures.windowEnd / 1000 - 1;
  let machine = 0;
  // Homes are dealt out in a fixed order and months drawn from what is left, so that both sums hold.
  const months = plan.byMonth.flatMap((count, month) => Array<number>(count).fill(month));
  for (let i = months.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [months[i], months[j]] = [months[j]!, months[i]!];
  }
  for (const home of plan.blocks) {
    const longitude = (home.city ?? plan.country.capital).longitude;
    for (let n = 0; n < home.machines; n++, machine++) {
      const server = pickServer(random, servers);
      let time = firstTime(random, months[machine]!, longitude);
      let address = home.start + random.below(home.size);
      rows.add(time, address, index, machine, server);
      for (let more = further(random, plan.churn + 0.12); more > 0; more--) {
        time += Math.ceil(-Math.log(1 - random.share()) * (MEAN_LIFE / 3000));
        if (time > last) break;
        const block = random.share() < 0.06 ? pick(random) : home;
        if (random.share() < 0.86) address = block.start + random.below(block.size);
        rows.add(
          time,
          address,
          index,
          machine,
          random.share() < 0.9 ? server : pickServer(random, servers),
        );
      }
    }
  }
}

/** Row numbers in the order of time; of equal times the lower number is first. */
function inTimeOrder({ time, length }: Rows): Uint32Array {
  // A time and a row number are one whole number below 2^53, and such are sorted without a comparison of ours.
  const start = figures.monthStarts[0]! / 1000;
  const keys = Float64Array.from({ length }, (_, row) => (time[row]! - start) * length + row);
  return Uint32Array.from(keys.sort(), (key) => key % length);
}

/** All check-ins in time order; the order of countries and machines decides among equal times. */
export function drawCheckIns(
  plans: readonly CountryPlan[],
  servers: readonly PlannedServer[],
): CheckIns {
  const rows = new Rows(figures.machines * 3);
  plans.forEach((plan, index) => drawCountry(plan, index, servers, rows));
  const order = inTimeOrder(rows);
  return {
    length: rows.length,
    time: order.map((row) => rows.time[row]!),
    address: order.map((row) => rows.address[row]!),
    country: Uint16Array.from(order, (row) => rows.country[row]!),
    machine: order.map((row) => rows.machine[row]!),
    server: Uint8Array.from(order, (row) => rows.server[row]!),
  };
}

const encoder = new TextEncoder();
const header = 'timestamp,src_ip,machine_id,family,server_ip,dst_port\n';
const PART = 1 << 20;
const LONGEST_ROW = 200;
const ZERO = 48;

/** Text in bytes that grows at its end. */
class Bytes {
  readonly bytes = new Uint8Array(PART + LONGEST_ROW);
  length = 0;

  text(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  mark(character: string): void {
    this.bytes[this.length++] = character.charCodeAt(0);
  }

  twoDigits(value: number): void {
    this.bytes[this.length++] = ZERO + Math.floor(value / 10);
    this.bytes[this.length++] = ZERO + (value % 10);
  }

  /** A number below 256. */
  small(value: number): void {
    if (value >= 100) this.bytes[this.length++] = ZERO + Math.floor(value / 100);
    if (value >= 10) this.bytes[this.length++] = ZERO + (Math.floor(value / 10) % 10);
    this.bytes[this.length++] = ZERO + (value % 10);
  }

  clock(second: number): void {
    this.twoDigits(Math.floor(second / 3600));
    this.mark(':');
    this.twoDigits(Math.floor(second / 60) % 60);
    this.mark(':');
    this.twoDigits(second % 60);
  }

  address(value: number): void {
    for (let shift = 24; shift >= 0; shift -= 8) {
      this.small((value >>> shift) & 255);
      if (shift > 0) this.mark('.');
    }
  }

  /** Eight hexadecimal digits. */
  hexadecimal(value: number): void {
    for (let shift = 28; shift >= 0; shift -= 4) {
      const digit = (value >>> shift) & 15;
      this.bytes[this.length++] = digit < 10 ? ZERO + digit : 87 + digit;
    }
  }
}

/** The log as CSV in parts. A machine's id is a bijection of its number among all. */
export function* telemetryCsv(
  checkIns: CheckIns,
  plans: readonly CountryPlan[],
  servers: readonly PlannedServer[],
): Generator<Uint8Array> {
  let numbered = 0;
  const firsts = plans.map(({ machines }) => (numbered += machines) - machines);
  const ends = servers.map(({ address }) => encoder.encode(`,Simda,${address},80\n`));
  const part = new Bytes();
  part.text(encoder.encode(header));
  let day = -1;
  let date = new Uint8Array(0);
  for (let row = 0; row < checkIns.length; row++) {
    const time = checkIns.time[row]!;
    const number = Math.floor(time / 86_400);
    if (number !== day) {
      day = number;
      date = encoder.encode(`${new Date(time * 1000).toISOString().slice(0, 10)} `);
    }
    part.text(date);
    part.clock(time % 86_400);
    part.mark(',');
    part.address(checkIns.address[row]!);
    part.mark(',');
    const machine = firsts[checkIns.country[row]!]! + checkIns.machine[row]!;
    part.hexadecimal(mix(machine ^ figures.seed));
    part.text(ends[checkIns.server[row]!]!);
    if (part.length > PART) {
      yield part.bytes.slice(0, part.length);
      part.length = 0;
    }
  }
  yield part.bytes.slice(0, part.length);
}
