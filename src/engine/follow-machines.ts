import { NO_GROUP } from './count-kernels.ts';
import { countByLinks, findKeptLinks, isMixed } from './count-by-links.ts';
import type { Change, Cost, Follower } from './follower.ts';
import type { Grouping, HostGrouping } from './grouping.ts';
import { linkOf, type MachineLinks } from './machine-links.ts';
import { makeHitCounts, type CountedSelection } from './selection.ts';
import type { Steps } from './steps.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import type { Codes } from './telemetry-table.ts';

/** Links of a machine above which its groups are counted in a map: ids such as 0000 stand at every second host. */
const MANY_LINKS = 256;

/** Kept links of machines with many of them, by machine and group. */
type HeavyCounts = Map<number, number>;

interface MachineFollower {
  counts: Float64Array;
  grouping: Grouping & HostGrouping;
  heavy: HeavyCounts;
}

/** The group of a link's host, or NO_GROUP. Places stand beside links, so that no host is looked up for them. */
function groupOfLink(
  { host, place }: MachineLinks,
  grouping: Grouping & HostGrouping,
  link: number,
): number {
  const at = place[link]!;
  if (grouping.places !== null && grouping.places[at] === 0) return NO_GROUP;
  return grouping.kind === 'place' ? grouping.ofPlace[at]! : grouping.ofHost[host[link]!]!;
}

/**
 * What is kept of every link of a window, and the machines of each group that follow from them: a machine is in a group
 * where a kept link of it is. Most hosts are of one machine alone, whose link comes and goes with the host; only at the
 * others single hits are counted.
 */
export class MachineTally {
  /** Beside that of its followers. */
  readonly cost: Cost = { aChange: 150, aHost: 12 };
  private readonly followers: MachineFollower[] = [];

  /** @param kept see `findKeptLinks` */
  constructor(
    private readonly index: TelemetryIndex,
    readonly links: MachineLinks,
    private readonly kept: Codes,
  ) {}

  /** Begins to count by a grouping, in steps, between which nothing may change. */
  *follow(grouping: Grouping & HostGrouping): Steps<Follower> {
    const { counts } = yield* countByLinks(this.links, this.kept, grouping);
    const heavy = this.heavyCounts(grouping);
    this.followers.push({ counts, grouping, heavy });
    // The tally hears of changes once, for all groupings.
    return { counts, cost: { aChange: 40, aHost: 12 }, change: () => undefined };
  }

  /** Forgets a count. */
  leave({ counts }: Follower): void {
    const at = this.followers.findIndex((other) => other.counts === counts);
    if (at >= 0) this.followers.splice(at, 1);
  }

  /** Whether nothing is counted. */
  get isIdle(): boolean {
    return this.followers.length === 0;
  }

  /** Takes hits in or out, and the hosts that thereby begin or cease to be kept. */
  change({ sign, hits, hosts }: Change): void {
    const { links, kept } = this;
    const { hosts: table, hits: columns } = this.index.telemetry;
    for (let i = 0; i < hosts.length; i++) {
      const host = hosts.host[i]!;
      const machine = columns.machine[table.start[host]!]!;
      if (machine === 0 || isMixed(links, host)) continue;
      const link = linkOf(links, machine, host);
      kept[link] = sign > 0 ? 1 : 0;
      for (const follower of this.followers) this.turn(follower, machine, link, sign);
    }
    const turning = sign > 0 ? 0 : 1;
    for (let i = 0; i < hits.length; i++) {
      if (!isMixed(links, hits.host[i]!)) continue;
      const machine = columns.machine[hits.hit[i]!]!;
      if (machine === 0) continue;
      const link = linkOf(links, machine, hits.host[i]!);
      const before = kept[link]!;
      kept[link] = before + sign;
      if (before !== turning) continue;
      for (const follower of this.followers) this.turn(follower, machine, link, sign);
    }
  }

  /** A link is kept from now on, or no more. */
  private turn(follower: MachineFollower, machine: number, link: number, sign: 1 | -1): void {
    const { grouping, counts, heavy } = follower;
    const { start } = this.links;
    const group = groupOfLink(this.links, grouping, link);
    if (group === NO_GROUP) return;
    const from = start[machine]!;
    const to = start[machine + 1]!;
    if (to - from > MANY_LINKS) {
      const key = machine * grouping.groups + group;
      const before = heavy.get(key) ?? 0;
      heavy.set(key, before + sign);
      if (before === (sign > 0 ? 0 : 1)) counts[group]! += sign;
      return;
    }
    for (let other = from; other < to; other++) {
      if (other === link || this.kept[other] === 0) continue;
      if (groupOfLink(this.links, grouping, other) === group) return;
    }
    counts[group]! += sign;
  }

  private heavyCounts(grouping: Grouping & HostGrouping): HeavyCounts {
    const { start, most } = this.links;
    const counts: HeavyCounts = new Map();
    if (most <= MANY_LINKS) return counts;
    for (let machine = 0; machine + 1 < start.length; machine++) {
      if (start[machine + 1]! - start[machine]! <= MANY_LINKS) continue;
      for (let link = start[machine]!; link < start[machine + 1]!; link++) {
        const group = groupOfLink(this.links, grouping, link);
        if (group === NO_GROUP || this.kept[link] === 0) continue;
        const key = machine * grouping.groups + group;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    return counts;
  }
}

/** A tally of what a window keeps, in steps, between which the window must stay. */
export function* makeMachineTally(
  index: TelemetryIndex,
  links: MachineLinks,
  selection: CountedSelection,
): Steps<MachineTally> {
  const kept = makeHitCounts(index.telemetry, links.host.length);
  yield* findKeptLinks(index.telemetry, links, selection, kept);
  return new MachineTally(index, links, kept);
}
