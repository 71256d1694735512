// npm run fuzz: files changed at random, read as the product reads them.
import { runTypeScript } from './run-typescript.mjs';

await runTypeScript('fuzz.ts');
