// npm run dev: set-up where needed, then the development server.
import { run, setUp } from './setup.mjs';

setUp({ build: false });
process.exit(run(process.execPath, ['node_modules/vite/bin/vite.js']) ? 0 : 1);
