import type { Codes } from './telemetry-table.ts';
import type { Batch } from './walk.ts';

/** Counts hits in or out of their hosts; writes the hosts that begin or cease to be kept. */
export function countChange(counts: Codes, hits: Batch, sign: 1 | -1, turned: Batch): void {
  // Without a branch, which could not be foretold: 1 where the count was 0 and grows, or 1 and falls.
  const bound = sign > 0 ? 1 : 2;
  const from = hits.host;
  const into = turned.host;
  let length = 0;
  let i = 0;
  // Four at a time where they ascend, so that none is there twice: none has to wait for the one before. Where a batch goes on
  // with another bucket they begin anew.
  for (; i + 3 < hits.length; i += 4) {
    const a = from[i]!;
    const b = from[i + 1]!;
    const c = from[i + 2]!;
    const d = from[i + 3]!;
    if (a >= b || b >= c || c >= d) {
      length = countSome(counts, hits, sign, turned, i, i + 4, length);
      continue;
    }
    const ofA = counts[a]!;
    const ofB = counts[b]!;
    const ofC = counts[c]!;
    const ofD = counts[d]!;
    counts[a] = ofA + sign;
    counts[b] = ofB + sign;
    counts[c] = ofC + sign;
    counts[d] = ofD + sign;
    into[length] = a;
    length += (ofA - bound) >>> 31;
    into[length] = b;
    length += (ofB - bound) >>> 31;
    into[length] = c;
    length += (ofC - bound) >>> 31;
    into[length] = d;
    length += (ofD - bound) >>> 31;
  }
  turned.length = countSome(counts, hits, sign, turned, i, hits.length, length);
}

/** The same for some of the hits, one after the other. @returns how many hosts were written */
function countSome(
  counts: Codes,
  { host }: Batch,
  sign: 1 | -1,
  { host: turned }: Batch,
  from: number,
  to: number,
  written: number,
): number {
  const bound = sign > 0 ? 1 : 2;
  let length = written;
  for (let i = from; i < to; i++) {
    const own = host[i]!;
    const before = counts[own]!;
    counts[own] = before + sign;
    turned[length] = own;
    length += (before - bound) >>> 31;
  }
  return length;
}
