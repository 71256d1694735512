import { runAtlas } from './run-atlas.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await runAtlas(process.argv.slice(2));
