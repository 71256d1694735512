/** Rows from which on a first view is worth its time. */
const FIRST_ROWS = 100_000;
/** A view must have grown so many times to be made again. */
const GROWTH = 1.6;
/** Of the time of a load, views may take about one part in this many. */
const SHARE = 6;

/**
 * Milliseconds: a view is not worth making where the whole will be there as soon. A first view holds reader and engine up
 * for about half a second, an eighth of this.
 */
const SOON_MS = 4000;
/** Milliseconds: sooner nobody can tell how long the rest will take, since code is compiled as it runs. */
const UNSURE_MS = 500;

/** Decides when what was read so far is to be shown: seldom enough to cost little. */
export class PartialView {
  private shown = 0;
  private due = 0;
  private running: Promise<void> | null = null;
  private readonly start = performance.now();

  /** @param soonMs milliseconds: a view is not made where the whole is there as soon */
  constructor(private readonly soonMs: number = SOON_MS) {}

  /**
   * Offers to show so many rows.
   * @param share of the whole that they are, from 0 to 1; 0 where that is unknown
   * @param show makes the view; false where it could not be made yet
   */
  offer(rows: number, share: number, show: () => Promise<boolean>): void {
    if (this.running || rows < Math.max(FIRST_ROWS, this.shown * GROWTH)) return;
    const now = performance.now();
    if (now < this.due) return;
    const sinceStart = now - this.start;
    if (share > 0 && (sinceStart * (1 - share)) / share < this.soonMs) return;
    if (share > 0 && sinceStart < Math.min(UNSURE_MS, this.soonMs)) return;
    this.running = this.make(rows, show).finally(() => (this.running = null));
  }

  private async make(rows: number, show: () => Promise<boolean>): Promise<void> {
    const start = performance.now();
    // A view that fails says nothing that the load itself would not say.
    const isShown = await show().catch(() => false);
    const end = performance.now();
    if (isShown) this.shown = rows;
    this.due = end + (end - start) * (SHARE - 1);
  }

  /** Waits for a view that is being made. */
  async end(): Promise<void> {
    await this.running;
  }
}
