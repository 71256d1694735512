import { describe, expect, it } from 'vitest';
import { beyondRows, everything } from '../../src/state/queries.ts';

const chosen = {
  ...everything,
  where: { country: ['BR'], family: ['simda'] },
  prefixes: ['192.0.2.0/24', '2001:db8::/48'],
};

describe('what filters a table of the inspector', () => {
  it('leaves out the dimension of its rows and keeps every other', () => {
    expect(beyondRows(chosen, 'country')).toEqual({ ...chosen, where: { family: ['simda'] } });
    expect(beyondRows(chosen, 'city')).toEqual(chosen);
  });

  it('leaves out prefixes that are rows, and keeps those that rows are looked for in', () => {
    expect(beyondRows(chosen, 'prefix').prefixes).toEqual([]);
    expect(beyondRows(chosen, 'address').prefixes).toEqual(chosen.prefixes);
    const wide = { ...chosen, prefixes: ['192.0.2.0/24', '198.51.0.0/16'] };
    expect(beyondRows(wide, 'prefix')).toEqual(wide);
    const addresses = { ...chosen, prefixes: ['192.0.2.7', '2001:db8::1'] };
    expect(beyondRows(addresses, 'address').prefixes).toEqual([]);
    expect(beyondRows(addresses, 'prefix').prefixes).toEqual(addresses.prefixes);
  });
});
