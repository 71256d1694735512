import type { Server } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serve } from '../../scripts/serve.mjs';

const folder = mkdtempSync(join(tmpdir(), 'serve-'));
const running: Server[] = [];
let port = 0;

beforeAll(async () => {
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets/a.js'), 'export {};');
  writeFileSync(join(folder, '.secret'), 'x');
  vi.spyOn(console, 'log').mockReturnValue();
  const served = await serve(folder, 47_310);
  running.push(served.server);
  port = served.port;
});

afterAll(() => {
  for (const server of running) server.close();
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
});

const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);

describe('serve', () => {
  it('serves the page, isolated and talking to nobody else', async () => {
    const response = await ask('/');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('page');
    expect(response.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
    expect(response.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
    expect(response.headers.get('Content-Security-Policy')).toContain("connect-src 'self'");
    expect(response.headers.get('Cache-Control')).toBe('no-cache');
  });

  it('lets hashed files be kept', async () => {
    expect((await ask('/assets/a.js')).headers.get('Cache-Control')).toContain('immutable');
  });

  it.each(['/missing', '/.secret', '/..%2f..%2fetc/passwd'])('does not serve %s', async (path) => {
    expect((await ask(path)).status).toBeGreaterThanOrEqual(400);
  });

  it('only reads', async () => {
    expect((await ask('/', { method: 'POST' })).status).toBe(405);
  });

  it('takes the next port where one is taken, and says so', async () => {
    const other = await serve(folder, port);
    running.push(other.server);
    expect(other.port).toBeGreaterThan(port);
    expect(console.log).toHaveBeenCalledWith(`Port ${port} is taken; using ${other.port}.`);
    await expect(serve(folder, port, true)).rejects.toThrow(`Port ${port} is taken.`);
  });

  it('says that a folder holds no page', async () => {
    await expect(serve(join(folder, 'assets'), 47_400)).rejects.toThrow(/build it first/);
  });
});
