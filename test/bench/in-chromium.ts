import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { sampleMemory } from './process-memory.ts';
import { telemetryFilesFor, type TelemetryFiles } from './telemetry-file.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { serve } from '../../scripts/serve.mjs';
import type { BenchCase, BenchOptions } from './bench-case.ts';

const root = resolve(import.meta.dirname, '../..');
const page = resolve(import.meta.dirname, 'page');
const out = join(root, '.bench-page');

/** Software WebGL where there is no graphics card; precise clocks and memory, garbage collected between the runs. */
const flags = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--js-flags=--expose-gc',
  // Memory is measured at once, not at the next collection.
  '--enable-blink-features=ForceEagerMeasureMemory',
];

let built: Promise<void> | null = null;

/** Builds the page of the benches, once a process, as the product is built, with the product's own data beside it. */
async function buildPage(): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  await build({
    root: page,
    configFile: join(root, 'vite.config.ts'),
    publicDir: false,
    logLevel: 'error',
    build: { outDir: out, emptyOutDir: true },
  });
  const generated = join(root, 'public/generated');
  mkdirSync(out, { recursive: true });
  if (existsSync(generated)) symlinkSync(generated, join(out, 'generated'), 'junction');
}

/**
 * Runs a bench of `page/` in a headless Chromium, in a page that is cross-origin isolated as the product's is.
 * @param name of the bench in `page/main.ts`
 * @throws Error where no Chromium is found, or the page fails
 */
export async function casesInChromium(name: string, options: BenchOptions): Promise<BenchCase[]> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium found: set ATLAS_CHROMIUM to its path.');
  await (built ??= buildPage());
  const { server, port } = await serve(out, 4573);
  const browser = await chromium.launch({ executablePath, args: flags });
  let files: TelemetryFiles | null = null;
  try {
    const tab = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    tab.on('console', (message) => console.error(`page: ${message.text()}`));
    tab.on('pageerror', (error) => console.error(`page: ${error.message}`));
    const memory = await sampleMemory(browser);
    await tab.exposeFunction('memoryStart', memory.start);
    await tab.exposeFunction('memoryPeak', memory.peak);
    files = telemetryFilesFor(tab);
    await tab.exposeFunction('chooseTelemetry', files.choose);
    await tab.goto(`http://localhost:${port}/`);
    await tab.waitForFunction(() => 'runBench' in window);
    return await tab.evaluate(([bench, asked]) => window.runBench(bench, asked), [
      name,
      options,
    ] as const);
  } finally {
    await browser.close();
    files?.clear();
    server.close();
  }
}
