import type { SymbolPicture } from '../ways/symbols.ts';
import type { Basemap } from './basemap.ts';
import type { Fonts } from './font.ts';
import type { Picture } from './picture.ts';
import type { Page } from './scene.ts';
import type { Theme } from './themes.ts';

/** What every part of a scene is made from. */
export interface SceneParts {
  picture: Picture;
  fonts: Fonts;
  basemap: Basemap;
  theme: Theme;
  /** What a way of symbols draws; null with every other way. */
  symbols: SymbolPicture | null;
  page: Page;
  /** Size of the scene, units. */
  width: number;
  height: number;
  /** Left and right of what stands in bands. */
  margin: number;
  /** Pixels of images to one unit. */
  ratio: number;
  /** What does not fit is told here. */
  problems: string[];
}
