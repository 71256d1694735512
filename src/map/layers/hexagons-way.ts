import { PLACE_LEVEL } from '../../model/query.ts';
import type { Layer } from '@deck.gl/core';
import { SolidPolygonLayer } from '@deck.gl/layers';
import { colourOf, type ColourScale } from '../../density/colour-scale.ts';
import {
  hexagonAt,
  hexagonValue,
  resolutionFor,
  type HexagonGrid,
} from '../../density/hexagon-grid.ts';
import { covers, fieldViewOf } from '../../density/view-of-field.ts';
import type { HexagonUnit } from '../../model/hexagon-unit.ts';
import { unitFor } from '../../model/measure.ts';
import { countWords, densityWords } from '../../model/number-words.ts';
import type { Projection } from '../../model/projection.ts';
import { roundKm2 } from '../../ways/hexagons.ts';
import { usualUnits } from '../../ways/way-spec.ts';
import { waySpecs } from '../../ways/ways.ts';
import { FIRST_LAYER_ABOVE_HEAT } from '../basemap-style.ts';
import { emptyDrawing, type Look, type MapWay } from '../map-way.ts';
import { densityLayers } from './density-way.ts';
import { positionsOn, type Positions } from './globe-positions.ts';

/** Of the way to the middle: a gap between hexagons through which the map is seen. */
const INSET = 0.03;

/** Colours of the vertices of a grid's hexagons, RGBA. */
export function hexagonColours(
  grid: HexagonGrid,
  scale: ColourScale,
  unit: HexagonUnit,
): Uint8Array {
  // Four bytes at a time: a hexagon's vertices have one colour, and there may be half a million.
  const colours = new Uint32Array(grid.positions.length / 2);
  const colour = new Uint8Array(4);
  const packed = new Uint32Array(colour.buffer);
  grid.pieceOf.forEach((hexagon, piece) => {
    colour.set(colourOf(scale, hexagonValue(grid, hexagon, unit)));
    colours.fill(packed[0]!, grid.pieceStart[piece], grid.pieceStart[piece + 1]);
  });
  return new Uint8Array(colours.buffer);
}

/** Vertices drawn a little towards the middle of their piece. */
function inset({ positions, pieceStart, pieceOf }: HexagonGrid): Float64Array {
  const drawn = new Float64Array(positions.length);
  for (let piece = 0; piece < pieceOf.length; piece++) {
    const [first, end] = [pieceStart[piece]!, pieceStart[piece + 1]!];
    for (let axis = 0; axis < 2; axis++) {
      let middle = 0;
      for (let v = first; v < end; v++) middle += positions[2 * v + axis]! / (end - first);
      for (let v = first; v < end; v++) {
        const at = 2 * v + axis;
        drawn[at] = positions[at]! + (middle - positions[at]!) * INSET;
      }
    }
  }
  return drawn;
}

const drawnOn = {
  mercator: new WeakMap<HexagonGrid, Positions>(),
  globe: new WeakMap<HexagonGrid, Positions>(),
};

/** Where a grid's hexagons are drawn: found once, however often their colours change. */
function drawnPositions(grid: HexagonGrid, projection: Projection): Positions {
  const known = drawnOn[projection].get(grid);
  if (known) return known;
  const made = positionsOn(projection, inset(grid));
  drawnOn[projection].set(grid, made);
  return made;
}

/** Corners of hexagons, for a layer. */
interface Corners {
  positions: Positions;
  /** Vertices of triangles. */
  indices: Uint32Array;
  /** RGBA. */
  colours: Uint8Array;
}

/** All polygons as one, with their triangles: nothing is left for the main thread to cut. */
function polygons({ positions: { value, size }, indices, colours }: Corners) {
  return {
    length: 1,
    startIndices: Uint32Array.of(0, value.length / size),
    attributes: {
      getPolygon: { value, size },
      indices: { value: indices, size: 1 },
      getFillColor: { value: colours, size: 4, normalized: true },
    },
  };
}

function hexagonLayer(corners: Corners, { projection, opacity }: Look): Layer {
  return new SolidPolygonLayer<unknown, { beforeId: string }>({
    id: `hexagons-${projection}`,
    beforeId: FIRST_LAYER_ABOVE_HEAT,
    data: polygons(corners),
    coordinateSystem: corners.positions.coordinateSystem,
    positionFormat: corners.positions.size === 3 ? 'XYZ' : 'XY',
    _normalize: false,
    extruded: false,
    opacity,
    parameters: {
      depthCompare: 'always',
      depthWriteEnabled: false,
      // Behind the globe their order is turned round.
      cullMode: projection === 'globe' ? 'back' : 'none',
    },
  });
}

/** Hosts counted in H3 hexagons. */
export const hexagonsWay: MapWay = {
  plan: ({ box, zoom }) => ({ view: fieldViewOf(box), resolution: resolutionFor(zoom) }),
  serves: ({ view, resolution }, { box, zoom }) =>
    resolution === resolutionFor(zoom) && covers(view, box),
  make(request, client, signal) {
    const { cells, plan } = request;
    if (cells.level !== PLACE_LEVEL) return null;
    return client
      .hexagons(cells, plan.resolution ?? 0, plan.view, signal)
      .then((hexagons) => ({ ...emptyDrawing(request), hexagons }));
  },
  layers(drawing, look) {
    const { scale, hexagonUnit, projection } = look;
    const none = densityLayers(null, look);
    const grid = drawing?.hexagons;
    if (!grid || !scale) return none;
    const positions = drawnPositions(grid, projection);
    const colours = hexagonColours(grid, scale, hexagonUnit);
    return [...none, hexagonLayer({ positions, indices: grid.indices, colours }, look)];
  },
  ready(look) {
    const positions = positionsOn(look.projection, new Float64Array());
    return hexagonLayer({ positions, indices: new Uint32Array(), colours: new Uint8Array() }, look);
  },
  read({ hexagons }, [longitude, latitude], _, { measure, hexagonUnit, language }) {
    if (!hexagons) return [];
    const index = hexagonAt(hexagons, longitude, latitude);
    if (index < 0) return [];
    const value = hexagons.value[index]!;
    const area = roundKm2(hexagons.areaKm2[index]!, language);
    const density = densityWords(hexagonValue(hexagons, index, 'area'), language);
    const unit = waySpecs.hexagons.unit(measure, usualUnits, language);
    const count = `${countWords(value, language)} ${unitFor(measure, value)} in this hexagon of ${area}`;
    return hexagonUnit === 'count' ? [count] : [`${density} ${unit}`, count];
  },
};
