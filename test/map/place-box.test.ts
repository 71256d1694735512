import { describe, expect, it } from 'vitest';
import { placeBox } from '../../src/map/place-box.ts';

const room = { width: 1000, height: 600 };
const size = { width: 200, height: 80 };

describe('placeBox', () => {
  it('stands below right of the spot', () => {
    expect(placeBox({ x: 100, y: 100 }, size, room, [])).toEqual({ left: 114, top: 114 });
  });

  it('turns to the other side at the edges', () => {
    expect(placeBox({ x: 980, y: 590 }, size, room, [])).toEqual({ left: 766, top: 496 });
  });

  it('leaves what should stay in sight uncovered', () => {
    const mark = { left: 150, top: 130, width: 28, height: 28 };
    const { left, top } = placeBox({ x: 400, y: 300 }, size, room, [
      { left: 450, top: 330, width: 28, height: 28 },
      mark,
    ]);
    expect({ left, top }).toEqual({ left: 186, top: 314 });
  });

  it('stays inside a room that is hardly larger than the box', () => {
    const { left } = placeBox({ x: 100, y: 100 }, size, { width: 216, height: 400 }, []);
    expect(left).toBe(8);
  });
});
