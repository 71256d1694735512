import { cellArea, cellToBoundary, latLngToCell, UNITS } from 'h3-js';
import { cellLatitude, cellLongitude } from '../model/mercator.ts';
import { cutRing } from './cut-ring.ts';

/** Places that a book has room for at first. */
const FIRST_ROOM = 4096;

/**
 * The H3 hexagons of one resolution that were met, and which place is in which: a brush that moves asks for the same
 * places again and again. Open addressing over the cells of places; hexagons are numbered as they come.
 */
export class HexagonBook {
  /** H3 index of each hexagon. */
  readonly ids: string[] = [];
  /** Of each hexagon, on the sphere. */
  readonly areasKm2: number[] = [];
  /** Rings of each hexagon, degrees, cut at the antimeridian. */
  readonly pieces: number[][][] = [];
  private readonly numbers = new Map<string, number>();
  private length = 0;
  private x = new Uint32Array(FIRST_ROOM);
  private y = new Uint32Array(FIRST_ROOM);
  private hexagon = new Uint32Array(FIRST_ROOM);
  /** Place + 1 by hash; 0 is free. */
  private slots = new Int32Array(4 * FIRST_ROOM);

  /**
   * @param resolution of H3, 0 to 15
   * @param level of the cells that stand for places: 31 is within 2 cm
   */
  constructor(
    readonly resolution: number,
    readonly level: number,
  ) {}

  /** The number of the hexagon that a cell's centre is in. */
  numberOf(x: number, y: number): number {
    let slot = this.slotOf(x, y);
    for (let found = this.slots[slot]!; found !== 0; found = this.slots[slot]!) {
      if (this.x[found - 1] === x && this.y[found - 1] === y) return this.hexagon[found - 1]!;
      slot = (slot + 1) & (this.slots.length - 1);
    }
    if (this.length === this.x.length) {
      this.grow();
      return this.numberOf(x, y);
    }
    const place = this.length++;
    this.x[place] = x;
    this.y[place] = y;
    this.slots[slot] = place + 1;
    const id = latLngToCell(
      cellLatitude(y, this.level),
      cellLongitude(x, this.level),
      this.resolution,
    );
    return (this.hexagon[place] = this.numberOfId(id));
  }

  private slotOf(x: number, y: number): number {
    const mixed = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & (this.slots.length - 1);
  }

  private numberOfId(id: string): number {
    const known = this.numbers.get(id);
    if (known !== undefined) return known;
    const number = this.ids.push(id) - 1;
    this.numbers.set(id, number);
    this.areasKm2.push(cellArea(id, UNITS.km2));
    this.pieces.push(cutRing(cellToBoundary(id).flatMap(([lat, lng]) => [lng, lat])));
    return number;
  }

  private grow(): void {
    const doubled = (old: Uint32Array<ArrayBuffer>) => {
      const grown = new Uint32Array(old.length * 2);
      grown.set(old);
      return grown;
    };
    this.x = doubled(this.x);
    this.y = doubled(this.y);
    this.hexagon = doubled(this.hexagon);
    this.slots = new Int32Array(this.slots.length * 2);
    for (let place = 0; place < this.length; place++) {
      let slot = this.slotOf(this.x[place]!, this.y[place]!);
      while (this.slots[slot] !== 0) slot = (slot + 1) & (this.slots.length - 1);
      this.slots[slot] = place + 1;
    }
  }
}
