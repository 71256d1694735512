/** 32-bit numbers, as many as come. */
export class NumberList {
  length = 0;
  private store: Uint32Array<ArrayBuffer>;

  constructor(capacity = 1024) {
    this.store = new Uint32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.store.length) {
      const wider = new Uint32Array(this.store.length * 2);
      wider.set(this.store);
      this.store = wider;
    }
    this.store[this.length++] = value;
  }

  /** The number at an index below `length`. */
  at(index: number): number {
    return this.store[index]!;
  }

  /** Replaces the number at an index below `length`. */
  set(index: number, value: number): void {
    this.store[index] = value;
  }

  /** A copy that takes no more room than it needs. */
  array(): Uint32Array<ArrayBuffer> {
    return this.store.slice(0, this.length);
  }
}
