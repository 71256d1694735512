// npm run bench: one bench, both sides.
import { runTypeScript } from './run-typescript.mjs';

await runTypeScript('bench.ts');
