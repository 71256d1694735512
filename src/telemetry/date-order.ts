import { BAD_TIME } from './calendar.ts';
import type { TimeRules } from './recognition.ts';
import { parseSerial, type DateSystem } from './serial-date.ts';
import { parseTimeBytes, type ZonedReading } from './time-cell.ts';
import { timeMarks } from './time-words.ts';
import { toUtcOf, type ToUtc } from './time-zone.ts';

const DAY = 86_400;

/**
 * Reads the times of a column and finds out on the way, where it is open, whether the day or the month stands first:
 * a part above 12 decides.
 */
export class DateOrder {
  /** Whether nothing has decided yet. */
  open: boolean;
  /** Whether the order turned out to be other than it was taken to be. */
  turned = false;
  readonly toUtc: ToUtc | null;
  private readonly reading: ZonedReading;
  private readonly system: DateSystem | undefined;

  constructor({ dayFirst, orderOpen, zone, year, system, yearless = false }: TimeRules) {
    this.open = orderOpen;
    this.system = system;
    this.toUtc = toUtcOf(zone);
    this.reading = { dayFirst, year, yearless, toUtc: this.toUtc };
  }

  /** Seconds since 1970 UTC of the time in bytes[from, to), or BAD_TIME. */
  parse(bytes: Uint8Array, from: number, to: number): number {
    if (this.system !== undefined) {
      const local = parseSerial(bytes, from, to, this.system);
      if (local !== BAD_TIME) return this.toUtc ? Math.max(0, this.toUtc(local)) : local;
    }
    const { reading } = this;
    const time = parseTimeBytes(bytes, from, to, reading);
    if (!this.open || !timeMarks.ordered) return time;
    if (time !== BAD_TIME) {
      this.open = false;
      return time;
    }
    reading.dayFirst = !reading.dayFirst;
    const other = parseTimeBytes(bytes, from, to, reading);
    if (other === BAD_TIME) reading.dayFirst = !reading.dayFirst;
    else {
      this.open = false;
      this.turned = true;
    }
    return other;
  }

  /** A time that was read before the order turned, with day and month the other way round, where it has such a day. */
  swap(time: number): number {
    const shift = this.toUtc ? time - this.toUtc(time) : 0;
    const local = time + shift;
    const date = new Date(local * 1000);
    const [month, day] = [date.getUTCDate() - 1, date.getUTCMonth() + 1];
    if (month > 11) return time;
    const swapped = Date.UTC(date.getUTCFullYear(), month, day) / 1000 + (local % DAY);
    return this.toUtc ? this.toUtc(swapped) : swapped;
  }
}
