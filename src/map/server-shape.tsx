import { serverShapes } from '../model/server-shapes.ts';
import type { ServerStatus } from '../model/telemetry.ts';

function Outline({ status, className }: { status: ServerStatus; className: string }) {
  const { outline } = serverShapes[status];
  if (outline.kind === 'circle') return <circle className={className} r={outline.radius} />;
  return <polygon className={className} points={outline.points.join(' ')} />;
}

/** The shape of a server's status, centred on (x, y), inside an svg: told apart without colour. */
export function ServerShape({
  status,
  x = 0,
  y = 0,
}: {
  status: ServerStatus;
  x?: number;
  y?: number;
}) {
  return (
    <g transform={`translate(${x.toFixed(2)},${y.toFixed(2)})`}>
      <Outline className="server-outline" status={status} />
      <Outline
        className={serverShapes[status].hollow ? 'server-hollow' : 'server-solid'}
        status={status}
      />
    </g>
  );
}
