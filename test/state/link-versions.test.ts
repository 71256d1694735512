import { describe, expect, it } from 'vitest';
import { LINK_VERSION, upgradedLink } from '../../src/state/link-versions.ts';

const table = {
  1: (link: URLSearchParams) => {
    const next = new URLSearchParams(link);
    for (const key of link.getAll('asn')) next.append('network', key);
    next.delete('asn');
    return next;
  },
  2: (link: URLSearchParams) => {
    const next = new URLSearchParams(link);
    if (next.get('way') === 'heat') next.set('way', 'density');
    return next;
  },
};
const read = (text: string, to?: number) =>
  upgradedLink(new URLSearchParams(text), to, to ? table : undefined)?.toString() ?? null;

describe('link versions', () => {
  it('leaves a link of today as it is', () => {
    expect(read(`v=${LINK_VERSION}&way=arcs&country=NL&country=PL`)).toBe(
      `v=${LINK_VERSION}&way=arcs&country=NL&country=PL`,
    );
  });

  it('takes an old link through every version between', () => {
    expect(read('v=1&asn=AS1&asn=AS2&way=heat', 3)).toBe('v=3&way=density&network=AS1&network=AS2');
    expect(read('v=2&asn=AS1&way=heat', 3)).toBe('v=3&asn=AS1&way=density');
    expect(read('v=3&way=heat', 3)).toBe('v=3&way=heat');
  });

  it.each(['', 'way=heat', 'v=&way=heat', 'v=0', 'v=1.5', 'v=x', 'v=4'])(
    'knows nothing of "%s"',
    (text) => expect(read(text, 3)).toBeNull(),
  );

  it('gives up where a step is missing', () => {
    expect(upgradedLink(new URLSearchParams('v=1'), 3, { 1: table[1] })).toBeNull();
  });
});
