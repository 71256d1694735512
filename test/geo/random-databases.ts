import fc from 'fast-check';
import { writeMmdb, type MmdbEntry } from '../../scripts/mmdb-writer.ts';

/** What a small database is made from, and addresses to look up in it: words, one or four each. */
export interface RandomDatabase {
  ipVersion: 4 | 6;
  bytes: Uint8Array;
  four: number[];
  six: number[][];
}

/** Hexadecimal groups of four words. */
export function textOf6(words: readonly number[]): string {
  return words
    .flatMap((word) => [word >>> 16, word & 0xffff])
    .map((group) => group.toString(16))
    .join(':');
}

/** Dotted text of a word. */
export function textOf4(word: number): string {
  return [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255].join('.');
}

/** Words that lie close together, so that networks meet: few high bits, and any low ones. */
const word = fc.oneof(
  fc.constantFrom(0, 1, 0x20020000, 0x20010db8, 0xffffffff, 0xffff),
  fc.integer({ min: 0, max: 0xffffffff }),
  fc.integer({ min: 0x0a000000, max: 0x0a0007ff }),
);
const words = fc.tuple(word, word, word, word);
const city = fc.constantFrom('Ankara', 'Bergen', 'Cusco', 'Dhaka', 'Essen');

function recordOf(name: string) {
  return {
    city: { names: { en: name } },
    country: { iso_code: 'TR' },
    location: { latitude: name.length, longitude: 0.5 },
  };
}

const network4 = fc
  .tuple(word, fc.integer({ min: 1, max: 32 }))
  .map(([start, prefix]) => ({ start: (start & (-1 << (32 - prefix))) >>> 0, prefix }));
const network6 = fc
  .tuple(words, fc.integer({ min: 1, max: 128 }))
  .map(([start, prefix]) => `${textOf6(start)}/${prefix}`);

/** The first address of a network, and the ones beside it and at its other end. */
function edges4({ start, prefix }: { start: number; prefix: number }): number[] {
  const size = 2 ** (32 - prefix);
  return [start, start - 1, start + size - 1, start + size].map((at) => at >>> 0);
}

/**
 * Small databases of both versions and all record sizes. Networks nest and touch; addresses are random ones, starts of
 * networks and their neighbours.
 */
export const randomDatabase: fc.Arbitrary<RandomDatabase> = fc
  .record({
    ipVersion: fc.constantFrom(4 as const, 6 as const),
    recordSize: fc.constantFrom(24 as const, 28 as const, 32 as const),
    fours: fc.array(fc.tuple(network4, city), { maxLength: 30 }),
    sixes: fc.array(fc.tuple(network6, city), { maxLength: 30 }),
    addresses4: fc.array(word, { maxLength: 20 }),
    addresses6: fc.array(words, { maxLength: 20 }),
  })
  .map(({ ipVersion, recordSize, fours, sixes, addresses4, addresses6 }) => {
    const entries: MmdbEntry[] = [
      { network: { start: 0x01000000, prefix: 8 }, record: recordOf('Zagreb') },
      ...(ipVersion === 6 ? sixes : []).map(([network, name]) => ({
        network,
        record: recordOf(name),
      })),
      ...fours.map(([network, name]) => ({ network, record: recordOf(name) })),
    ];
    const options = { type: 'Test-City', ipVersion, recordSize, built: 0, description: 'a test' };
    const starts6 = sixes.map(([text]) =>
      text
        .split('/')[0]!
        .split(':')
        .map((group) => parseInt(group, 16))
        .reduce<number[]>((all, group, i) => {
          if (i % 2 === 0) all.push(group * 65_536);
          else all[all.length - 1]! += group;
          return all;
        }, []),
    );
    return {
      ipVersion,
      bytes: writeMmdb(options, entries),
      four: [...addresses4, ...fours.flatMap(([network]) => edges4(network))],
      six: [
        ...addresses6,
        ...starts6,
        ...starts6.map(([a, b, c, d]) => [a!, b!, c!, d! ^ 1].map((each) => each >>> 0)),
        ...addresses4.map((four) => [0, 0, 0, four]),
      ],
    };
  });
