import { serveEngine } from './serve-engine.ts';
import { makePageCrew } from './worker-crew.ts';

serveEngine(globalThis, makePageCrew());
