import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const source = resolve(import.meta.dirname, 'locate-libmaxminddb.c');

/** One timed pass of the C program over its addresses. */
export interface CRun {
  ms: number;
  /** For each address 0, or the offset of its record in the data + 1: what our lookups call an id. */
  ids: Uint32Array;
}

/** The bench's rival in C, compiled. */
export interface CRival {
  /**
   * Looks addresses up in their order.
   * @param words one an address (IPv4) or four (IPv6)
   */
  run(database: string, words: Uint32Array, family: 4 | 6): CRun;
  /** Removes what was compiled. */
  close(): void;
}

/** Words in network order. */
function bytesOf(words: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  words.forEach((word, i) => view.setUint32(i * 4, word));
  return bytes;
}

function must(command: string, args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Error(`${command} failed: ${error?.message ?? stderr}`);
}

/**
 * Compiles the rival in C.
 * @returns null where there is no C compiler or no libmaxminddb with headers; the error stream says so
 */
export function compileRival(): CRival | null {
  const folder = mkdtempSync(join(tmpdir(), 'locate-'));
  const at = (name: string) => join(folder, name);
  const close = () => rmSync(folder, { recursive: true, force: true });
  try {
    must('cc', ['-O2', '-o', at('rival'), source, '-lmaxminddb']);
  } catch (error) {
    close();
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    console.error(
      `locate: without libmaxminddb as a rival, which needs cc and libmaxminddb-dev: ${line}`,
    );
    return null;
  }
  return {
    close,
    run(database, words, family) {
      writeFileSync(at('addresses'), bytesOf(words));
      const told = must(at('rival'), [database, at('addresses'), `${family}`, '1', at('offsets')]);
      const offsets = readFileSync(at('offsets'));
      return {
        ms: Number(told),
        ids: new Uint32Array(
          offsets.buffer,
          offsets.byteOffset,
          words.length / (family === 4 ? 1 : 4),
        ),
      };
    },
  };
}
