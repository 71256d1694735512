import type { Frames, WriterOption } from './writer.ts';

/** How fast the pictures of a film follow each other. */
export const speedOption: WriterOption = {
  id: 'speed',
  label: 'Pictures a second',
  choices: ['5', '2', '10', '25'].map((id) => ({ id, name: id })),
};

/** How wide a film is; it is never wider than the picture. */
export const widthOption: WriterOption = {
  id: 'width',
  label: 'Width in pixels',
  choices: ['960', '640', '1280', '1920'].map((id) => ({ id, name: id })),
};

/** The frames of a film, or an Error that says why there are none. */
export function framesOf(frames: Frames | null): Frames {
  if (frames) return frames;
  throw new Error('A film shows time, and no row here has one; expected telemetry with times.');
}
