/** The last few values by key; the one that was not asked for the longest goes first. */
export class LruCache<K, V> {
  private readonly values = new Map<K, V>();
  private readonly limit: number;

  /** @param limit values that are kept, at least 1 */
  constructor(limit: number) {
    this.limit = limit;
  }

  /** Keys and values, the one that was not asked for the longest first. */
  get entries(): [K, V][] {
    return [...this.values];
  }

  /** The value of a key, made where it is not kept. */
  get(key: K, make: () => V): V {
    return this.known(key) ?? this.keep(key, make());
  }

  /** The value of a key, where it is kept. */
  known(key: K): V | undefined {
    const value = this.values.get(key);
    if (value !== undefined) {
      this.values.delete(key);
      this.values.set(key, value);
    }
    return value;
  }

  /** Keeps a value. @returns it */
  keep(key: K, value: V): V {
    this.values.delete(key);
    if (this.values.size >= this.limit) this.values.delete(this.values.keys().next().value as K);
    this.values.set(key, value);
    return value;
  }
}
