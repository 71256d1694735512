import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countChange } from '../../src/engine/count-change.ts';
import { makeBatch } from '../../src/engine/walk.ts';

/** Hosts that ascend within a bucket, and begin anew with the next one. */
const someBuckets = fc.array(
  fc.array(fc.nat(12), { maxLength: 9 }).map((hosts) => hosts.sort((a, b) => a - b)),
  { maxLength: 6 },
);

it('counts every hit in and out, and tells the hosts that begin and cease to be kept, in any order', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        someBuckets.map((each) => each.flat()),
        fc.array(fc.nat(12)),
      ),
      (hosts) => {
        const counts = new Uint8Array(13);
        const [hits, turned] = [makeBatch(), makeBatch()];
        hits.host.set(hosts);
        hits.length = hosts.length;
        const expected = new Uint8Array(13);
        for (const host of hosts) expected[host]!++;
        countChange(counts, hits, 1, turned);
        expect(counts).toEqual(expected);
        const begun = [...new Set(hosts)];
        expect([...turned.host.subarray(0, turned.length)]).toEqual(begun);
        countChange(counts, hits, -1, turned);
        expect(counts).toEqual(new Uint8Array(13));
        const ceased = [...new Set([...hosts].reverse())].reverse();
        expect([...turned.host.subarray(0, turned.length)]).toEqual(ceased);
      },
    ),
    { seed: 1, numRuns: 2000 },
  );
});
