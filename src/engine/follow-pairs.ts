import { addRows } from './count-kernels.ts';
import { countGroups } from './count-groups.ts';
import type { Follower } from './follower.ts';
import type { Grouping } from './grouping.ts';
import type { Selection, Span } from './selection.ts';
import type { Steps } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import type { Telemetry } from './telemetry-table.ts';
import { lowerBound } from './time-index.ts';
import { writeGroups } from './units.ts';

const SECONDS_A_DAY = 86_400;

/** What pairs hosts are counted in: with the days of their hits, or with the groups that the kinds of their hits have. */
type Partner = { of: 'day' } | { of: 'kind'; group: Uint32Array };

/** Tells of the pairs of a host, by looking at its hits around one of them. */
class Pairs {
  constructor(
    private readonly telemetry: Telemetry,
    private readonly mask: Uint8Array | null,
    private readonly partner: Partner,
  ) {}

  /** Whether no earlier hit of the window is of the hit's pair: then the hit stands for the pair. */
  isFirst(hit: number, host: number, window: Span): boolean {
    const { time } = this.telemetry.hits;
    const start = this.telemetry.hosts.start[host]!;
    const from = Math.max(window.from, this.spanOf(hit).from);
    for (let other = hit - 1; other >= start && time[other]! >= from; other--) {
      if (this.isSame(other, hit)) return false;
    }
    return true;
  }

  /** Whether a window holds a hit of the hit's pair. */
  isIn(hit: number, host: number, window: Span): boolean {
    const { hits, hosts } = this.telemetry;
    const span = this.spanOf(hit);
    const to = Math.min(window.to, span.to);
    const ofHost = { from: hosts.start[host]!, to: hosts.start[host + 1]! };
    let other = lowerBound(hits.time, ofHost, Math.max(window.from, span.from));
    for (; other < ofHost.to && hits.time[other]! < to; other++) {
      if (this.isSame(other, hit)) return true;
    }
    return false;
  }

  private spanOf(hit: number): Span {
    if (this.partner.of === 'kind') return { from: 0, to: Infinity };
    const day = Math.floor(this.telemetry.hits.time[hit]! / SECONDS_A_DAY);
    return { from: day * SECONDS_A_DAY, to: (day + 1) * SECONDS_A_DAY };
  }

  /** Whether another hit of the host is kept, and of the same group of kinds. */
  private isSame(other: number, hit: number): boolean {
    const { kind } = this.telemetry.hits;
    if (this.mask !== null && this.mask[kind[other]!] === 0) return false;
    if (this.partner.of === 'day' || kind.length === 0) return true;
    return this.partner.group[kind[other]!] === this.partner.group[kind[hit]!];
  }
}

/**
 * Pairs in each group: of hosts and days for a daily mean, of hosts and kinds of hits for hosts by kind. A pair comes or
 * goes with the first of its hits in one window where the other window holds none. In steps.
 */
export function* followPairs(
  index: TelemetryIndex,
  selection: Selection,
  grouping: Grouping,
  measure: 'hosts' | 'meanDailyHosts',
): Steps<Follower> {
  const { telemetry } = index;
  const partner: Partner =
    grouping.kind === 'kind' ? { of: 'kind', group: grouping.ofKind } : { of: 'day' };
  const pairs = new Pairs(telemetry, selection.masks.kind, partner);
  const counts = yield* countGroups(index, selection, grouping, measure);
  return {
    counts,
    cost: { aChange: 200, aHost: 25 },
    needsHits: true,
    change({ sign, hits: { hit, host, length }, before, after }) {
      const { batch, group } = index.scratch;
      const [holds, lacks] = sign > 0 ? [after, before] : [before, after];
      batch.length = 0;
      for (let i = 0; i < length; i++) {
        if (!pairs.isFirst(hit[i]!, host[i]!, holds)) continue;
        if (pairs.isIn(hit[i]!, host[i]!, lacks)) continue;
        batch.hit[batch.length] = hit[i]!;
        batch.host[batch.length++] = host[i]!;
      }
      writeGroups(telemetry, grouping, batch, group);
      addRows(group, batch.length, counts, sign);
    },
  };
}
