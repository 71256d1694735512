import { overrideOf } from '../model/import-plan.ts';
import type { InputFile } from '../model/source.ts';
import { containerKind } from '../telemetry/container.ts';
import type { Recognition } from '../telemetry/recognition.ts';
import { recognise } from '../telemetry/recognise.ts';
import { HEAD_BYTES } from '../telemetry/split-head.ts';
import type { Piece } from '../telemetry/read-piece.ts';

/** Pieces are this large, but where a file is so small that readers would have nothing to do. */
const LARGEST = 1 << 24;
const SMALLEST = 1 << 20;
/** Pieces of each reader, so that none waits long for the last one. */
const PIECES_EACH = 4;

/** How a file is read: in pieces where it lies on the disk as it is, or else whole, as a stream. */
export type ReadPlan =
  { kind: 'pieces'; blob: Blob; recognition: Recognition; pieces: Piece[] } | { kind: 'whole' };

/** Cuts the bytes of a file from a place on into pieces. */
export type Cut = (from: number, size: number) => Piece[];

/** The bytes from `from` on in pieces of one length. Only the first one knows where it begins. */
export function makePieces(from: number, size: number, length: number): Piece[] {
  const pieces: Piece[] = [];
  for (let at = from; at < size || pieces.length === 0; at += length) {
    pieces.push({ from: at, to: Math.min(at + length, size), begin: at === from ? at : null });
  }
  return pieces;
}

/** Cuts so that so many readers have enough to do, and none waits long for another. */
export function cutFor(readers: number): Cut {
  return (from, size) => {
    const wanted = Math.ceil((size - from) / (readers * PIECES_EACH));
    return makePieces(from, size, Math.min(LARGEST, Math.max(SMALLEST, wanted)));
  };
}

/**
 * Plans how to read an input.
 * @throws InputError where the file is no telemetry
 */
export async function planReading(input: InputFile, cut: Cut): Promise<ReadPlan> {
  if (!('blob' in input)) return { kind: 'whole' };
  const { blob, name, choices = {} } = input;
  const head = new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer());
  if (containerKind(head) !== 'plain') return { kind: 'whole' };
  const recognition = recognise(head, name, overrideOf(choices, 0));
  if (!recognition.splittable) return { kind: 'whole' };
  const { dataStart } = recognition.dialect;
  return { kind: 'pieces', blob, recognition, pieces: cut(dataStart, blob.size) };
}
