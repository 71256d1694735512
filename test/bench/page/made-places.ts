import '../../../src/geo/buffer-global.ts';
import { writeMmdb, type MmdbEntry } from '../../../scripts/mmdb-writer.ts';
import { makeRandom } from '../../../scripts/telemetry-text.ts';
import { latitudeOf, longitudeOf } from '../../../src/model/mercator.ts';
import { accuracyClassesKm, PIN_CLASS } from '../../../src/model/place.ts';
import type { BenchDatabase } from './made-table.ts';

/** Networks of this length have a place each: some 226,000 in the space that is given out. */
const PREFIX = 18;
/** The same where there are too few rows to fill so many. */
const SHORT_PREFIX = 12;
const FEW_ROWS = 100_000;
const WORLD = 2 ** 32;

/** Places in clusters, as cities are. */
function makePlaces(): () => { latitude: number; longitude: number; accuracyKm: number } {
  const random = makeRandom(20);
  const share = () => random() / WORLD;
  const towns = Array.from({ length: 400 }, () => [0.06 + 0.88 * share(), 0.32 + 0.32 * share()]);
  return () => {
    const [x, y] = towns[random() % towns.length]!.map(
      (centre) => Math.min(0.95, Math.max(0.05, centre + (share() - 0.5) * 0.04)) * WORLD,
    );
    const accuracyKm = accuracyClassesKm[random() % PIN_CLASS]!;
    return { latitude: latitudeOf(y!), longitude: longitudeOf(x!), accuracyKm };
  };
}

function* networks(prefix: number): Generator<MmdbEntry> {
  const nextPlace = makePlaces();
  const size = 2 ** (32 - prefix);
  for (let start = 2 ** 24; start < 224 * 2 ** 24; start += size) {
    const { latitude, longitude, accuracyKm } = nextPlace();
    const record = {
      country: { iso_code: 'XX' },
      city: { names: { en: 'Town' } },
      location: { latitude, longitude, accuracy_radius: accuracyKm },
    };
    yield { network: { start, prefix }, record };
  }
}

/** A city database that knows more places than a free one: made up, the same each time for so many rows. */
export function madePlaces(rows: number): BenchDatabase {
  const bytes = writeMmdb(
    { type: 'Made-City', ipVersion: 4, built: Date.UTC(2026, 0, 1), description: 'made up' },
    networks(rows < FEW_ROWS ? SHORT_PREFIX : PREFIX),
  );
  return { name: 'made-city.mmdb', blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) };
}
