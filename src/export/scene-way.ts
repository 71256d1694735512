import type { ColourScale } from '../density/colour-scale.ts';
import type { MapPalette } from '../model/map-palette.ts';
import type { SymbolPicture } from '../ways/symbols.ts';
import type { MadeHow } from '../ways/way-spec.ts';
import type { DrawnWay, Way } from '../ways/ways.ts';
import type { Basemap } from './basemap.ts';
import { contourScene } from './contour-shapes.ts';
import { densityScene } from './density-image.ts';
import type { Fonts } from './font.ts';
import { hexagonScene } from './hexagon-shapes.ts';
import type { MapFrame } from './map-frame.ts';
import { countryScene } from './map-shapes.ts';
import type { Picture } from './picture.ts';
import { placeScene } from './place-shapes.ts';
import type { Box, Shape } from './scene.ts';
import { symbolScene } from './symbol-shapes.ts';

/** What a way is drawn from in a picture. */
export interface SceneInput {
  picture: Picture;
  frame: MapFrame;
  palette: MapPalette;
  basemap: Basemap;
  fonts: Fonts;
  /** What a way of symbols draws; null with every other way. */
  symbols: SymbolPicture | null;
  /** Null where no domain is known: only what needs none is drawn on the land. */
  scale: ColourScale | null;
  /** Pixels of images to one unit of the scene. */
  ratio: number;
  /** Pixels of the picture itself to one unit. */
  pixelsPerUnit: number;
}

/** What a way draws and how it was made. */
export interface WayScene {
  /** Over the land and under the borders. */
  shapes: Shape[];
  /** Over everything, where nothing else is: the boxes given are taken. */
  labels?: (taken: readonly Box[]) => Shape[];
  /** What names must not cover. */
  taken?: readonly Box[];
  made: Partial<MadeHow>;
  /** False where there was nothing to colour. */
  isDrawn: boolean;
}

type MakeScene = (input: SceneInput) => WayScene;

/** Ways with drawing of their own: a file and a line each. */
const drawnScenes: Readonly<Record<DrawnWay, MakeScene>> = {
  density: densityScene,
  countries: countryScene,
  hexagons: hexagonScene,
  contours: contourScene,
  places: placeScene,
};

/** How a way is drawn in a picture: as symbols, unless it has drawing of its own. */
export function sceneWayOf(way: Way): MakeScene {
  return (drawnScenes as Partial<Record<Way, MakeScene>>)[way] ?? symbolScene;
}
