import type { Picture } from './picture.ts';
import { choiceOf, type WriterChoices, type WriterOption } from './writer.ts';

/** Whether a document has the density as an image or as lines, which can be edited and stay sharp. */
export const heatOption: WriterOption = {
  id: 'heat',
  label: 'Density as',
  choices: [
    { id: 'image', name: 'Image' },
    { id: 'contours', name: 'Contour lines' },
  ],
};

/** The picture with its density as it was chosen; other ways of drawing are shapes as they are. */
export function withHeat(picture: Picture, choices: WriterChoices): Picture {
  const asLines = picture.way === 'density' && choiceOf(heatOption, choices) === 'contours';
  return asLines ? { ...picture, way: 'contours' } : picture;
}
