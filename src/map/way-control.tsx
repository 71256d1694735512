import { memo, type ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup, Tooltip, TooltipTrigger } from 'react-aria-components';
import { hexagonUnits, type HexagonUnit } from '../model/hexagon-unit.ts';
import { ways, waySpecs, type Way } from '../ways/ways.ts';

const unitWords: Readonly<Record<HexagonUnit, { name: string; explanation: string }>> = {
  area: {
    name: 'Per 1,000 km²',
    explanation: 'The number on 1,000 km² of each hexagon’s own ground',
  },
  count: { name: 'Number', explanation: 'The number in each hexagon' },
};

function SegmentGroup<T extends string>(props: {
  label: string;
  className?: string;
  ids: readonly T[];
  words: Readonly<Record<T, { name: string; explanation: string }>>;
  selected: T;
  onSelect: (id: T) => void;
}) {
  const { label, className = '', ids, words, selected, onSelect } = props;
  return (
    <ToggleButtonGroup
      aria-label={label}
      className={`segments ${className}`}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[selected]}
      onSelectionChange={(keys) => [...keys].forEach((key) => onSelect(key as T))}
    >
      {ids.map((id) => (
        <TooltipTrigger key={id} delay={500}>
          <ToggleButton id={id} className="segment">
            {words[id].name}
          </ToggleButton>
          <Tooltip className="tooltip" offset={6}>
            {words[id].explanation}
          </Tooltip>
        </TooltipTrigger>
      ))}
    </ToggleButtonGroup>
  );
}

/** The map around it is drawn anew with every answer, it only where something of its own changes. */
const Segments = memo(SegmentGroup) as typeof SegmentGroup;

/** How the spread is drawn: buttons, or a list where the map is narrow. */
export function WayControl(props: {
  way: Way;
  hexagonUnit: HexagonUnit;
  onWay: (way: Way) => void;
  onHexagonUnit: (unit: HexagonUnit) => void;
  /** What stands beside it. */
  children?: ReactNode;
}) {
  const { way, hexagonUnit, onWay, onHexagonUnit } = props;
  return (
    <div className="way-control">
      <Segments
        label="Way of drawing"
        className="way-segments"
        ids={ways}
        words={waySpecs}
        selected={way}
        onSelect={onWay}
      />
      <select
        className="field way-select"
        aria-label="Way of drawing"
        value={way}
        onChange={(event) => onWay(event.target.value as Way)}
      >
        {ways.map((id) => (
          <option key={id} value={id}>
            {waySpecs[id].name}
          </option>
        ))}
      </select>
      {way === 'hexagons' && (
        <Segments
          label="Hexagons show"
          ids={hexagonUnits}
          words={unitWords}
          selected={hexagonUnit}
          onSelect={onHexagonUnit}
        />
      )}
      {props.children}
    </div>
  );
}
