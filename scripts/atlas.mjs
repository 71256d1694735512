// npm run atlas: the command line.
import { runTypeScript } from './run-typescript.mjs';

await runTypeScript('atlas.ts');
