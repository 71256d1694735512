// Serves dist/ on a port given as the first argument, and on no other: for tests and benches.
import { join } from 'node:path';
import { serve } from './serve.mjs';
import { root } from './setup.mjs';

const { port } = await serve(join(root, 'dist'), Number(process.argv[2]), true);
console.log(`Serving on http://localhost:${port}/`);
