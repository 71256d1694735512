import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Annotation } from './picture.ts';
import type { PicturePoint } from './snapshot-service.ts';

/** A press of an arrow key moves a note by this share of the picture; with Shift by five times as much. */
const STEP = 0.01;

const directions: Readonly<Record<string, PicturePoint>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Whether two points are less than half a step from each other. */
const isNear = (a: PicturePoint, b: PicturePoint) =>
  Math.abs(a.x - b.x) < STEP / 2 && Math.abs(a.y - b.y) < STEP / 2;

const held = (share: number) => Math.min(1, Math.max(0, share));

/** A note's place on the preview: dragged, or moved by the arrow keys. */
function NoteHandle(props: {
  note: Annotation;
  /** Counted from 1. */
  number: number;
  at: PicturePoint;
  /** Asks for another place, and answers whether there is one: where there is no map the note stays. */
  onMove: (point: PicturePoint) => Promise<boolean>;
}) {
  const { note, number, at, onMove } = props;
  const [moved, setMoved] = useState<PicturePoint | null>(null);
  const isDragged = useRef(false);
  // What was asked for is where the next press goes on from, until the preview has it.
  const point = moved && !isNear(moved, at) ? moved : at;
  const ask = (next: PicturePoint) => {
    setMoved(next);
    void onMove(next).then((isPlaced) => !isPlaced && setMoved(null));
  };
  const under = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLElement>) => {
    const { left, top, width, height } = currentTarget.parentElement!.getBoundingClientRect();
    return { x: held((clientX - left) / width), y: held((clientY - top) / height) };
  };
  const press = (event: KeyboardEvent) => {
    const way = directions[event.key];
    if (!way) return;
    event.preventDefault();
    const step = event.shiftKey ? 5 * STEP : STEP;
    const next = { x: held(point.x + way.x * step), y: held(point.y + way.y * step) };
    ask(next);
  };
  return (
    <button
      type="button"
      className="note-handle"
      aria-label={`Note ${number}: ${note.text}. Drag it, or move it with the arrow keys.`}
      style={{ left: `${100 * point.x}%`, top: `${100 * point.y}%` }}
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        isDragged.current = true;
      }}
      onPointerMove={(event) => isDragged.current && setMoved(under(event))}
      onPointerUp={(event) => {
        if (!isDragged.current) return;
        isDragged.current = false;
        ask(under(event));
      }}
      onPointerCancel={() => {
        isDragged.current = false;
        setMoved(null);
      }}
    >
      {number}
    </button>
  );
}

/** The places of the notes over a preview, to be moved. */
export function NoteHandles(props: {
  notes: readonly Annotation[];
  /** Where they are; those outside the map have no handle. */
  points: readonly (PicturePoint | null)[];
  onMove: (index: number, point: PicturePoint) => Promise<boolean>;
}) {
  const { notes, points, onMove } = props;
  return notes.map((note, index) => {
    const at = points[index];
    if (!at) return null;
    return (
      <NoteHandle
        key={index}
        {...{ note, at }}
        number={index + 1}
        onMove={(point) => onMove(index, point)}
      />
    );
  });
}
