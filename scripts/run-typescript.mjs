// Set-up where needed, then a TypeScript script of this folder.
import { setUp } from './setup.mjs';

/** Runs `scripts/<name>` after set-up; the script reads process.argv itself. */
export async function runTypeScript(name) {
  setUp({ build: false });
  const { register } = await import('tsx/esm/api');
  register();
  await import(`./${name}`);
}
