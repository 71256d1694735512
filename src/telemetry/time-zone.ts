/** Turns seconds since 1970 of a wall clock into seconds since 1970 UTC. */
export type ToUtc = (local: number) => number;

const offset = /^(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?$/i;
const HOUR = 3600;

function fixedSeconds(zone: string): number | null {
  if (/^(?:UTC|GMT|Z)?$/i.test(zone)) return 0;
  const match = offset.exec(zone);
  if (!match) return null;
  const seconds = Number(match[2]) * HOUR + Number(match[3] ?? 0) * 60;
  return match[1] === '-' ? -seconds : seconds;
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return null;
  }
}

/** What a wall clock of the zone shows at a time, as seconds since 1970. */
function wallClock(format: Intl.DateTimeFormat, utc: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(utc * 1000)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

/** Whether a text names a time zone: UTC, an offset such as +02:00, or a name such as Europe/Vienna. */
export function isZone(zone: string): boolean {
  return fixedSeconds(zone) !== null || formatOf(zone) !== null;
}

/**
 * How a zone's wall clock is turned into UTC; null for UTC itself and for what is no zone. Where clocks are put back, the
 * later of the two times is taken. The shift is looked up once an hour of the column.
 */
export function toUtcOf(zone: string): ToUtc | null {
  const fixed = fixedSeconds(zone);
  if (fixed !== null) return fixed === 0 ? null : (local) => local - fixed;
  const format = formatOf(zone);
  if (!format) return null;
  const shifts = new Map<number, number>();
  return (local) => {
    const hour = Math.floor(local / HOUR);
    let shift = shifts.get(hour);
    if (shift === undefined) {
      const start = hour * HOUR;
      const guess = start - (wallClock(format, start) - start);
      shift = wallClock(format, guess) - guess;
      shifts.set(hour, shift);
    }
    return local - shift;
  };
}
