import { expect, test, vi } from 'vitest';
import type { Map as MapLibre } from 'maplibre-gl';
import { settleLabels } from '../../src/map/settle-labels.ts';

type Offsets = Record<number, string>;

/** A map that draws itself as MapLibre does: with every picture it places its labels, by where they were. */
function makeMap() {
  const heard: Record<string, (() => void)[]> = {};
  const fire = (name: string) => heard[name]?.forEach((act) => act());
  let isMoving = false;
  let wanted = false;
  const placedFrom: Offsets[] = [];
  const map = {
    on: (name: string, act: () => void) => (heard[name] ??= []).push(act),
    isMoving: () => isMoving,
    style: { placement: { variableOffsets: {} as Offsets, setStale: vi.fn() } },
    triggerRepaint: () => (wanted = true),
  };
  const draw = () => {
    wanted = false;
    placedFrom.push(map.style.placement.variableOffsets);
    map.style.placement.variableOffsets = { 1: 'left' };
    fire('render');
    if (!wanted && !isMoving) fire('idle');
  };
  settleLabels(map as unknown as MapLibre);
  return {
    /** Draws until nothing more is wanted; gives where the labels of every picture were placed from. */
    rest(): Offsets[] {
      placedFrom.length = 0;
      do draw();
      while (wanted);
      return placedFrom;
    },
    /** One picture of a move. */
    move(): void {
      isMoving = true;
      fire('move');
      draw();
    },
    /** The last picture of a move, and what it draws at rest. */
    end(): Offsets[] {
      isMoving = false;
      return this.rest();
    },
    data: () => fire('data'),
  };
}

test('labels that data can move are placed from scratch in the same picture', () => {
  const map = makeMap();
  map.rest();
  map.data();
  expect(map.rest()).toEqual([{}]);
  expect(map.rest()).toEqual([{}]);
});

test('labels keep their side while the map moves, and are placed from scratch once it rests', () => {
  const map = makeMap();
  map.rest();
  map.move();
  map.move();
  expect(map.end()).toEqual([{ 1: 'left' }, {}]);
  expect(map.rest()).toEqual([{}]);
});
