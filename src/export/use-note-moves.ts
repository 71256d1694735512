import { useEffect, useRef, useState } from 'react';
import type { Draft } from './draft.ts';
import type { Picture } from './picture.ts';
import type { SnapshotClient } from './snapshot-client.ts';
import type { PicturePoint } from './snapshot-service.ts';

const rounded = (degrees: number) => Math.round(degrees * 10_000) / 10_000;

/** Notes of a draft that are moved on its preview. */
export interface NoteMoves {
  /** How many there were: fields that show a note's place are made anew with each. */
  count: number;
  /**
   * Moves a note of the picture to a point of it, and answers whether there is map. Of several moves the newest counts.
   */
  move: (index: number, point: PicturePoint) => Promise<boolean>;
}

/** Moves notes: where a point of the preview lies on the earth is asked of the worker. */
export function useNoteMoves(
  client: SnapshotClient,
  picture: Picture | null,
  draft: Draft,
  onDraft: (draft: Draft) => void,
): NoteMoves {
  const [count, setCount] = useState(0);
  const latest = useRef(draft);
  const newest = useRef(0);
  useEffect(() => {
    latest.current = draft;
  }, [draft]);
  async function move(index: number, point: PicturePoint): Promise<boolean> {
    if (!picture) return false;
    const own = ++newest.current;
    const place = await client.place(picture, point).catch(() => null);
    if (own !== newest.current) return true;
    if (!place) return false;
    const { annotations } = latest.current;
    // The picture has only the notes that say something.
    const at = [...annotations.keys()].filter((n) => annotations[n]!.text.trim() !== '')[index];
    if (at === undefined) return false;
    const degrees = { longitude: rounded(place.longitude), latitude: rounded(place.latitude) };
    const moved = annotations.map((note, n) => (n === at ? { ...note, ...degrees } : note));
    onDraft({ ...latest.current, annotations: moved });
    setCount((before) => before + 1);
    return true;
  }
  return { count, move };
}
