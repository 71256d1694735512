/** A part of the world that a picture can be fitted to. Degrees; east may be less than west. */
export interface Region {
  id: string;
  name: string;
  west: number;
  south: number;
  east: number;
  north: number;
}

const region = (
  id: string,
  name: string,
  [west, south, east, north]: readonly [number, number, number, number],
): Region => ({ id, name, west, south, east, north });

/** Regions as a map of them is usually cut. */
export const regions: readonly Region[] = [
  region('europe', 'Europe', [-11, 35, 41, 70]),
  region('africa', 'Africa', [-19, -35, 52, 38]),
  region('middle-east', 'Middle East', [25, 12, 64, 42]),
  region('asia', 'Asia', [45, -8, 148, 58]),
  region('south-asia', 'South Asia', [60, 5, 98, 38]),
  region('south-east-asia', 'South-East Asia', [92, -11, 142, 29]),
  region('north-america', 'North America', [-168, 8, -52, 72]),
  region('central-america', 'Central America and the Caribbean', [-118, 6, -58, 33]),
  region('south-america', 'South America', [-82, -56, -34, 13]),
  region('oceania', 'Oceania', [110, -48, 180, 4]),
];
