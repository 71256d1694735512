/**
 * What is made once, when it is first asked for, or before that a step at a time. Steps are a few milliseconds each, so
 * that whoever makes it ahead can let others go first; whoever asks goes on with what was begun.
 */
export class MadeAhead<T> {
  private steps: Generator<undefined, T> | null = null;
  private made: { value: T } | null = null;

  constructor(private readonly make: () => Generator<undefined, T>) {}

  /** What is made; the rest of the work is done now. */
  get value(): T {
    for (;;) {
      const made = this.step();
      if (made) return made.value;
    }
  }

  /** What is made, where it is. */
  get known(): T | null {
    return this.made?.value ?? null;
  }

  /** Makes it a step at a time. */
  *ahead(): Generator<undefined> {
    while (!this.step()) yield;
  }

  private step(): { value: T } | null {
    if (this.made) return this.made;
    this.steps ??= this.make();
    const steps = this.steps;
    // Where a step fails, for lack of memory, it is begun anew when it is next asked for.
    this.steps = null;
    const { done, value } = steps.next();
    if (done) return (this.made = { value });
    this.steps = steps;
    return null;
  }
}
