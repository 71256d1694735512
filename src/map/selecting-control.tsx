import './selecting-control.css';
import { memo, useEffect, useState, type ReactNode } from 'react';
import { Box, Circle, Lasso } from '../icons/icons.ts';
import { ToggleButton, ToggleButtonGroup, Tooltip, TooltipTrigger } from 'react-aria-components';
import type { Map as MapLibre } from 'maplibre-gl';
import { drawingTools, type DrawingTool } from '../model/drawn-region.ts';
import type { Region } from '../model/region.ts';
import { openDialog } from '../state/open-dialog.ts';
import { CircleFields } from './circle-fields.tsx';
import { DrawingSurface, pixelDegreesOf, regionOf, spotAt, type Spot } from './drawing-surface.tsx';

const toolWords: Readonly<Record<DrawingTool, { name: string; hint: string; icon: ReactNode }>> = {
  box: {
    name: 'Select a box',
    hint: 'Drag from corner to corner',
    icon: <Box size={16} aria-hidden="true" />,
  },
  lasso: {
    name: 'Select with a lasso',
    hint: 'Draw round a part, or click its corners',
    icon: <Lasso size={16} aria-hidden="true" />,
  },
  circle: {
    name: 'Select a circle',
    hint: 'Drag from the middle outwards',
    icon: <Circle size={16} aria-hidden="true" />,
  },
};

const noCorners: readonly Spot[] = [];

/** The box of what the map shows. */
function boxInSight(map: MapLibre): Region | null {
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const middle = map.getCenter();
  const half = (width / 2) * pixelDegreesOf(map);
  const [top, bottom] = [map.unproject([width / 2, 0]).lat, map.unproject([width / 2, height]).lat];
  return regionOf(map, 'box', [
    [middle.lng - Math.min(180, half), top],
    [middle.lng + Math.min(180, half), bottom],
  ]);
}

/** Escape ends drawing, wherever the focus is, unless something that lies above takes it. */
function useEscape(isOn: boolean, onEscape: () => void): void {
  useEffect(() => {
    if (!isOn) return;
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (!openDialog()) onEscape();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}

/** Enter, with the keyboard on the map, sets a corner under the crosshair. */
function useCornerKey(map: MapLibre | null, isOn: boolean, setCorner: () => void): void {
  useEffect(() => {
    const canvas = map?.getCanvas();
    if (!canvas || !isOn) return;
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      setCorner();
    };
    canvas.addEventListener('keydown', press);
    return () => canvas.removeEventListener('keydown', press);
  });
}

function Tools(props: { tool: DrawingTool | null; onTool: (tool: DrawingTool | null) => void }) {
  const { tool, onTool } = props;
  return (
    <ToggleButtonGroup
      aria-label="Select on the map"
      className="segments selecting-tools"
      orientation="vertical"
      selectionMode="single"
      selectedKeys={tool ? [tool] : []}
      onSelectionChange={(keys) => onTool(([...keys][0] as DrawingTool | undefined) ?? null)}
    >
      {drawingTools.map((id) => (
        <TooltipTrigger key={id} delay={500}>
          <ToggleButton id={id} className="segment" aria-label={toolWords[id].name}>
            {toolWords[id].icon}
          </ToggleButton>
          <Tooltip className="tooltip" placement="right" offset={6}>
            {toolWords[id].name}
          </Tooltip>
        </TooltipTrigger>
      ))}
    </ToggleButtonGroup>
  );
}

function LassoFields(props: {
  corners: readonly Spot[];
  onCorner: () => void;
  onClose: () => void;
}) {
  const { corners, onCorner, onClose } = props;
  return (
    <>
      <button type="button" className="button" onClick={onCorner}>
        Corner in the middle of the map
      </button>
      <button type="button" className="button" disabled={corners.length < 3} onClick={onClose}>
        Close
      </button>
      <span className="map-small" role="status">
        {corners.length > 0 && `${corners.length} ${corners.length === 1 ? 'corner' : 'corners'}`}
      </span>
    </>
  );
}

/** What a tool asks for beside the map. */
function ToolFields(props: {
  map: MapLibre;
  tool: DrawingTool;
  region: Region | null;
  corners: readonly Spot[];
  onCorner: () => void;
  take: (drawn: Region | null) => void;
}) {
  const { map, tool, region, corners, onCorner, take } = props;
  return (
    <div className="map-panel selecting-fields" role="group" aria-label={toolWords[tool].name}>
      <p>{toolWords[tool].hint}</p>
      {tool === 'box' && (
        <button type="button" className="button" onClick={() => take(boxInSight(map))}>
          What is in sight
        </button>
      )}
      {tool === 'lasso' && (
        <LassoFields
          corners={corners}
          onCorner={onCorner}
          onClose={() => take(regionOf(map, 'lasso', corners))}
        />
      )}
      {tool === 'circle' && <CircleFields {...{ map, region }} onCircle={take} />}
    </div>
  );
}

/**
 * Selects a part of the map: box, lasso or circle, by a drag or by the keyboard. While a tool is on, the map is drawn on
 * rather than moved; it goes off once something is selected.
 */
export const SelectingControl = memo(function SelectingControl(props: {
  map: MapLibre | null;
  language: string;
  region: Region | null;
  onRegion: (region: Region) => void;
}) {
  const { map, language, region, onRegion } = props;
  const [tool, setTool] = useState<DrawingTool | null>(null);
  const [corners, setCorners] = useState(noCorners);
  const turnTo = (next: DrawingTool | null) => {
    setTool(next);
    setCorners(noCorners);
  };
  const take = (drawn: Region | null) => {
    if (!drawn) return;
    turnTo(null);
    onRegion(drawn);
  };
  const setCorner = () => {
    if (!map) return;
    const { clientWidth, clientHeight } = map.getContainer();
    const spot = spotAt(map, clientWidth / 2, clientHeight / 2, corners.at(-1));
    setCorners((before) => [...before, spot]);
  };
  useEscape(tool !== null, () => (corners.length > 0 ? setCorners(noCorners) : turnTo(null)));
  useCornerKey(map, tool === 'lasso', setCorner);
  return (
    <>
      {map && tool && (
        <DrawingSurface
          {...{ map, tool, language, corners }}
          onCorners={setCorners}
          onLine={(line) => take(regionOf(map, tool, line))}
        />
      )}
      <div className="selecting-control">
        <Tools tool={tool} onTool={turnTo} />
        {map && tool && (
          <ToolFields {...{ map, tool, region, corners, take }} onCorner={setCorner} />
        )}
      </div>
    </>
  );
});
