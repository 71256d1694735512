import { serverShapes } from '../model/server-shapes.ts';
import type { ServerStatus } from '../model/telemetry.ts';

/** The shape of a server's status about (0, 0), inside an svg: as on the map. */
export function ServerMarkShape({ status }: { status: ServerStatus }) {
  const { outline, hollow } = serverShapes[status];
  const className = hollow ? 'mark-hollow' : 'mark-solid';
  if (outline.kind === 'circle') return <circle className={className} r={outline.radius} />;
  return <polygon className={className} points={outline.points.join(' ')} />;
}
