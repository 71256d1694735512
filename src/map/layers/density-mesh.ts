import type { Projection } from '../../model/projection.ts';

/**
 * Where a field lies, degrees. west may be anything; east > west, at most 360 apart, and may pass 180. Rows of the field
 * are uniform in Mercator y.
 */
export interface FieldBox {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Triangles under a field, counter-clockwise seen from outside the earth. */
export interface DensityMesh {
  /**
   * Three numbers a vertex: longitude, latitude (degrees), 0 on Mercator; on the globe a place in deck.gl's own space, with
   * the middle of the earth at 0 and a radius of 256.
   */
  positions: Float32Array;
  /** What 32 bits leave out of the positions. */
  positions64Low: Float32Array;
  /** 0 to 1 from west to east, and from north to south. */
  texCoords: Float32Array;
  indices: Uint32Array;
}

/** How finely a mesh is cut. */
interface MeshFineness {
  /** No side of a quad is longer, degrees. */
  step: number;
  /** Quads a side, at least. */
  least: number;
}

const FINENESS: Record<Projection, MeshFineness> = {
  // Mercator stretches a field as its texture is stretched: one quad is exact.
  mercator: { step: Infinity, least: 1 },
  // The worst error is at the limb, within 3 of 255 in colour.
  globe: { step: 2, least: 48 },
};

const GLOBE_RADIUS = 256;
const RADIANS = Math.PI / 180;

const mercatorOf = (latitude: number) => Math.log(Math.tan(Math.PI / 4 + (latitude * RADIANS) / 2));
const latitudeAt = (y: number) => (2 * Math.atan(Math.exp(y)) - Math.PI / 2) / RADIANS;

/** A part of a box that does not pass 180, and how many degrees of the box lie west of it. */
interface Piece {
  west: number;
  east: number;
  before: number;
}

/** Cuts a box at 180, so that deck.gl's own copies of the world never overlap. */
function piecesOf(box: FieldBox, width: number): Piece[] {
  const west = ((((box.west + 180) % 360) + 360) % 360) - 180;
  const east = west + width;
  if (east <= 180) return [{ west, east, before: 0 }];
  return [
    { west, east: 180, before: 0 },
    { west: -180, east: east - 360, before: 180 - west },
  ];
}

function quads(degrees: number, { step, least }: MeshFineness): number {
  return Math.max(least, Math.ceil(degrees / step));
}

/** Whether two fields lie in the same place. */
export function sameBox(a: FieldBox, b: FieldBox | undefined): boolean {
  return a.west === b?.west && a.east === b.east && a.south === b.south && a.north === b.north;
}

/** The last one of each projection. */
const made: { [P in Projection]?: { box: FieldBox; mesh: DensityMesh } } = {};

/**
 * Cuts a box into triangles, uniform in longitude and Mercator y, and places them on a projection. A second time for the
 * same box it gives the same mesh: nobody writes into one.
 */
export function densityMesh(box: FieldBox, projection: Projection): DensityMesh {
  const last = made[projection];
  if (last && sameBox(last.box, box)) return last.mesh;
  const mesh = cutMesh(box, projection);
  made[projection] = { box, mesh };
  return mesh;
}

function cutMesh(box: FieldBox, projection: Projection): DensityMesh {
  const fineness = FINENESS[projection];
  const width = Math.min(360, box.east - box.west);
  const pieces = piecesOf(box, width);
  const height = (mercatorOf(box.north) - mercatorOf(box.south)) / RADIANS;
  const rows = quads(height, fineness);
  const columns = pieces.map(({ west, east }) => quads(east - west, fineness));
  const vertices = columns.reduce((sum, count) => sum + (count + 1) * (rows + 1), 0);
  const triangles = columns.reduce((sum, count) => sum + count * rows * 2, 0);
  const mesh: DensityMesh = {
    positions: new Float32Array(vertices * 3),
    positions64Low: new Float32Array(vertices * 3),
    texCoords: new Float32Array(vertices * 2),
    indices: new Uint32Array(triangles * 3),
  };
  let vertex = 0;
  let index = 0;
  pieces.forEach((piece, p) => {
    addVertices(mesh, vertex, box, { piece, width, columns: columns[p]!, rows, projection });
    index = addTriangles(mesh.indices, index, vertex, columns[p]!, rows);
    vertex += (columns[p]! + 1) * (rows + 1);
  });
  return mesh;
}

interface Cut {
  piece: Piece;
  /** Of the whole box, degrees. */
  width: number;
  columns: number;
  rows: number;
  projection: Projection;
}

/** What the vertices of a row have in common, for every row from south to north. */
function rowsOf(box: FieldBox, rows: number) {
  const south = mercatorOf(box.south);
  const height = mercatorOf(box.north) - south;
  return Array.from({ length: rows + 1 }, (_, j) => {
    const latitude = latitudeAt(south + (height * j) / rows);
    const [ring, z] = [Math.cos(latitude * RADIANS), Math.sin(latitude * RADIANS)];
    return { latitude, ring: GLOBE_RADIUS * ring, z: GLOBE_RADIUS * z, down: 1 - j / rows };
  });
}

/** Column by column, each from south to north. */
function addVertices(mesh: DensityMesh, first: number, box: FieldBox, cut: Cut): void {
  const { positions, positions64Low, texCoords } = mesh;
  const { piece, width, columns, projection } = cut;
  const rows = rowsOf(box, cut.rows);
  let v = first;
  for (let i = 0; i <= columns; i++) {
    const longitude = piece.west + ((piece.east - piece.west) * i) / columns;
    const [sine, cosine] = [Math.sin(longitude * RADIANS), Math.cos(longitude * RADIANS)];
    const right = (piece.before + longitude - piece.west) / width;
    for (const { latitude, ring, z, down } of rows) {
      if (projection === 'globe') {
        positions[3 * v] = ring * sine;
        positions[3 * v + 1] = -ring * cosine;
        positions[3 * v + 2] = z;
      } else {
        positions[3 * v] = longitude;
        positions[3 * v + 1] = latitude;
        positions64Low[3 * v] = longitude - Math.fround(longitude);
        positions64Low[3 * v + 1] = latitude - Math.fround(latitude);
      }
      texCoords[2 * v] = right;
      texCoords[2 * v + 1] = down;
      v++;
    }
  }
}

function addTriangles(
  indices: Uint32Array,
  start: number,
  first: number,
  columns: number,
  rows: number,
): number {
  let k = start;
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < rows; j++) {
      const southWest = first + i * (rows + 1) + j;
      const southEast = southWest + rows + 1;
      // One by one: tens of thousands of little lists would have to be made and thrown away.
      indices[k++] = southWest + 1;
      indices[k++] = southWest;
      indices[k++] = southEast;
      indices[k++] = southWest + 1;
      indices[k++] = southEast;
      indices[k++] = southEast + 1;
    }
  }
  return k;
}
