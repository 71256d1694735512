import type { ServerStatus } from './telemetry.ts';

/** The outline of a mark about its centre, CSS pixels, and whether only its edge is drawn. */
export interface ServerShape {
  outline:
    | { kind: 'polygon'; points: readonly (readonly [x: number, y: number])[] }
    | { kind: 'circle'; radius: number };
  hollow: boolean;
}

/** Shapes of a server's status, told apart without colour. */
export const serverShapes: Readonly<Record<ServerStatus, ServerShape>> = {
  seized: {
    outline: {
      kind: 'polygon',
      points: [
        [0, -5.5],
        [5.5, 0],
        [0, 5.5],
        [-5.5, 0],
      ],
    },
    hollow: false,
  },
  sinkholed: { outline: { kind: 'circle', radius: 4 }, hollow: true },
  active: { outline: { kind: 'circle', radius: 4.5 }, hollow: false },
  unknown: {
    outline: {
      kind: 'polygon',
      points: [
        [-4, -4],
        [4, -4],
        [4, 4],
        [-4, 4],
      ],
    },
    hollow: true,
  },
};

/** Words for what became of a server. */
export const statusWords: Readonly<Record<ServerStatus, string>> = {
  seized: 'seized',
  sinkholed: 'sinkholed',
  active: 'active',
  unknown: 'status unknown',
};
