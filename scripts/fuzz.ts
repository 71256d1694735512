import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { check, timeFor } from '../test/fuzz/check.ts';
import { drawFrom, monsters, mutated, type FuzzInput } from '../test/fuzz/mutations.ts';
import { fuzzSources } from '../test/fuzz/sources.ts';

const usage = 'fuzz: expected --seconds N (from 1) and, to repeat a run, --seed N.';
/** Beyond the time that a file may take, before it is taken for a hang. */
const GRACE_MS = 30_000;
/** Megabytes of heap that reading may take. */
const HEAP_MB = 1024;

/** What a worker is to do: large files from the so-manieth on, then mutated ones from a seed on. */
interface Order {
  monster: number;
  seed: number;
  seconds: number;
}

/** What the worker says. `bytes` of the file that it reads next; a finding where it is not as it should be. */
type Word =
  | { kind: 'reading'; what: string; bytes: number }
  | { kind: 'finding'; what: string; name: string; bytes: Uint8Array; error: string }
  | { kind: 'done' };

function inWords(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Reads files until time is up; the large ones first. */
async function work({ monster, seed, seconds }: Order, say: (word: Word) => void): Promise<void> {
  const end = performance.now() + seconds * 1000;
  const read = async (what: string, input: FuzzInput, by: number) => {
    say({ kind: 'reading', what, bytes: input.bytes.length });
    try {
      await check(input, drawFrom(by), input.bytes.length < 1_000_000);
    } catch (error) {
      const { name, bytes } = input;
      say({ kind: 'finding', what, name, bytes: bytes.slice(0, 1 << 20), error: inWords(error) });
    }
  };
  for (const [what, make] of Object.entries(monsters).slice(monster)) {
    if (performance.now() > end) break;
    await read(what, make(), seed);
  }
  const sources = fuzzSources();
  for (let next = seed; performance.now() < end; next++) {
    const input = mutated(sources, drawFrom(next));
    await read(`seed ${next}: ${input.name} by ${input.by.join(', ')}`, input, next);
  }
  say({ kind: 'done' });
}

function askedFor(): { seed: number; seconds: number } {
  const { values } = parseArgs({
    options: { seconds: { type: 'string' }, seed: { type: 'string' } },
  });
  const seconds = Number(values.seconds ?? 60);
  const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
  if (!(seconds >= 1) || !Number.isInteger(seed)) {
    console.error(usage);
    process.exit(2);
  }
  return { seed, seconds };
}

const folder = resolve(import.meta.dirname, '../test-results/fuzz');

/** One run: counts what is read and what is found. */
class Run {
  files = 0;
  findings = 0;
  private at = '';

  constructor(
    private readonly seed: number,
    private readonly seconds: number,
  ) {}

  /** Has workers read until time is up: where one stands still or breaks, another goes on behind that file. */
  async go(): Promise<void> {
    const end = performance.now() + this.seconds * 1000;
    for (let done = false; !done;) {
      const left = (end - performance.now()) / 1000;
      if (left <= 0) return;
      const large = Object.keys(monsters).length;
      const monster = Math.min(this.files, large);
      const seed = this.seed + Math.max(0, this.files - large);
      done = await this.watch({ monster, seed, seconds: left });
    }
  }

  private find(error: string): void {
    this.findings++;
    console.log(`FOUND  ${this.at}\n       ${error.replaceAll('\n', '\n       ')}`);
  }

  /** Answers whether the worker came to its end by itself. */
  private watch(order: Order): Promise<boolean> {
    const worker = new Worker(new URL('./fuzz.mjs', import.meta.url), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    let done = false;
    let timer: NodeJS.Timeout | undefined;
    const stop = () => {
      this.find('it stands still');
      void worker.terminate();
    };
    worker.on('message', (word: Word) => {
      if (word.kind === 'finding') return this.keep(word);
      clearTimeout(timer);
      done = word.kind === 'done';
      if (word.kind === 'done') return;
      this.files++;
      this.at = word.what;
      timer = setTimeout(stop, timeFor(word.bytes) + GRACE_MS);
    });
    worker.on('error', (error) => this.find(inWords(error)));
    return new Promise((resolve) => {
      worker.on('exit', () => {
        clearTimeout(timer);
        resolve(done);
      });
    });
  }

  /** Keeps the beginning of a file that was not read as it should be. */
  private keep({ name, bytes, error }: Extract<Word, { kind: 'finding' }>): void {
    this.find(error);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${this.findings}-${name.replace(/[^\w.-]/g, '_')}`), bytes);
  }
}

if (isMainThread) {
  const { seed, seconds } = askedFor();
  console.log(`seed ${seed}, ${seconds} s`);
  const run = new Run(seed, seconds);
  await run.go();
  console.log(`${run.files} files read, ${run.findings} findings; seed ${seed}`);
  if (run.findings > 0) console.log(`the files lie in ${folder}`);
  process.exitCode = run.findings > 0 ? 1 : 0;
} else {
  await work(workerData as Order, (word) => parentPort!.postMessage(word));
}
