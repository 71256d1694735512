import type { MakeCanvas } from './draw-picture.ts';
import type { Assets } from './make-scene.ts';
import type { Picture } from './picture.ts';

/** Something that a format leaves open: one of a few. The first choice is the usual one. */
export interface WriterOption {
  id: string;
  label: string;
  choices: readonly { id: string; name: string }[];
}

/** What was chosen, by the option's id; what is missing is as usual. */
export type WriterChoices = Readonly<Record<string, string>>;

/** The steps of a playback as pictures, made when they are asked for. */
export interface Frames {
  count: number;
  picture: (index: number) => Promise<Picture>;
}

/** What a writer is given. */
export interface WriteJob {
  picture: Picture;
  assets: Assets;
  choices: WriterChoices;
  /** Null where the data has no times, or the format shows one picture only. */
  frames: Frames | null;
  makeCanvas: MakeCanvas;
  /** Hears the share done, 0 to 1. */
  progress: (share: number) => void;
  /** Once it is aborted the writer throws an AbortError. */
  signal: AbortSignal;
}

/** A written file, whole. */
export interface Written {
  file: Blob;
  /** Ending of its name. */
  ending: string;
  /** What the person who makes the picture must know. */
  problems: string[];
}

/** Turns a picture into a file. */
export type WritePicture = (job: WriteJob) => Promise<Written>;

/** A file format: what everybody knows of it, and how it is written. */
export interface Writer {
  name: string;
  /** What it is good for, in a few words. */
  use: string;
  ending: string;
  /** Other endings under which it is asked for. */
  otherEndings?: readonly string[];
  mime: string;
  /** One picture, or those of the whole playback. */
  needs: 'picture' | 'frames';
  /** What only browsers have. */
  needsBrowserFor?: string;
  options: readonly WriterOption[];
  /** Fetches the writer and its libraries: only once it is used. */
  load: () => Promise<WritePicture>;
}

/** What was chosen of an option, or what is usual. */
export function choiceOf({ id, choices }: WriterOption, chosen: WriterChoices): string {
  const found = choices.find((choice) => choice.id === chosen[id]);
  return (found ?? choices[0])!.id;
}
