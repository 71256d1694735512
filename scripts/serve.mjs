// Serves the production build. `send` does the files; this adds the headers that keep the page to itself.
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import send from 'send';

const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' blob: data:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
};

function answer(folder, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end('Only GET and HEAD.');
    return;
  }
  const path = decodeURI(new URL(request.url ?? '/', 'http://localhost').pathname);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const hashed = path.startsWith('/assets/');
  send(request, path, {
    root: folder,
    index: ['index.html'],
    dotfiles: 'deny',
    cacheControl: false,
    acceptRanges: true,
  })
    .on('headers', (out) => {
      out.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    })
    .on('error', (error) => {
      response.writeHead(error.status ?? 500, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(`${error.status ?? 500}: ${path}\n`);
    })
    .pipe(response);
}

/** Only this machine can connect, unless ATLAS_HOST says otherwise. */
const host = process.env.ATLAS_HOST ?? '127.0.0.1';

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(undefined);
    });
  });
}

/**
 * Serves a folder over HTTP.
 * @param folder absolute path of the build
 * @param wanted port; where it is taken and not `strict`, the next free one is used and said
 * @returns the server and its port
 */
export async function serve(folder, wanted, strict = false) {
  if (!existsSync(join(folder, 'index.html')))
    throw new Error(`No page in ${folder}: build it first.`);
  const server = createServer((request, response) => {
    try {
      answer(folder, request, response);
    } catch {
      response.writeHead(400).end('Bad request.\n');
    }
  });
  for (let port = wanted; port < wanted + 100 && port < 65536; port++) {
    try {
      await listen(server, port);
      if (port !== wanted) console.log(`Port ${wanted} is taken; using ${port}.`);
      return { server, port };
    } catch (error) {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
      if (strict) throw new Error(`Port ${wanted} is taken.`, { cause: error });
    }
  }
  throw new Error(`No free port from ${wanted} on.`);
}
