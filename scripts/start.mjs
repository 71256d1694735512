// npm start: set-up where needed, build, serve.
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

const wanted = Number(process.env.PORT ?? 4173);
if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65535) {
  console.error(`PORT is "${process.env.PORT}"; expected a number from 1 to 65535.`);
  process.exit(2);
}
setUp({ build: true });
const { serve } = await import('./serve.mjs');
const { port } = await serve(join(root, 'dist'), wanted);
console.log(`Infection Atlas ready at http://localhost:${port}/`);
