import { serveCalls, type Port } from '../model/rpc.ts';
import type { SceneCanvas } from './draw-canvas.ts';
import { makeSnapshotHandlers } from './snapshot-service.ts';

function makeCanvas(width: number, height: number): SceneCanvas {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2D context');
  return context;
}

// TypeScript takes `self` for a window here, whose postMessage has other parameters.
serveCalls(self as unknown as Port, makeSnapshotHandlers(makeCanvas));
