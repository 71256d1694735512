import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Page } from '@playwright/test';
import { telemetryText } from '../../scripts/telemetry-text.ts';

/** Made-up telemetry on the disk. */
export interface TelemetryFiles {
  /** Writes a file of rows, and has the page's input choose it as a reader does. */
  choose: (rows: number, seed: number) => Promise<void>;
  /** Takes away what was written. */
  clear: () => void;
}

/**
 * Gives a page made-up telemetry as a file on the disk. A file that a page makes of texts lies in the browser's memory,
 * which holds half a gigabyte of them: ten million rows are more.
 */
export function telemetryFilesFor(tab: Page): TelemetryFiles {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-bench-'));
  return {
    async choose(rows, seed) {
      const path = join(folder, 'bench.csv');
      await pipeline(Readable.from(telemetryText(rows, seed)), createWriteStream(path));
      await tab.locator('#telemetry').setInputFiles(path);
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}
