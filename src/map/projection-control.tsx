import { memo } from 'react';
import { Globe } from '../icons/icons.ts';
import { ToggleButton, Tooltip, TooltipTrigger } from 'react-aria-components';
import type { Projection } from '../model/projection.ts';

/** Shows the earth as a globe, or flat. */
export const ProjectionControl = memo(function ProjectionControl(props: {
  projection: Projection;
  onProjection: (projection: Projection) => void;
}) {
  const { projection, onProjection } = props;
  return (
    <TooltipTrigger delay={500}>
      <ToggleButton
        className="button drawing-button"
        isSelected={projection === 'globe'}
        onChange={(isGlobe) => onProjection(isGlobe ? 'globe' : 'mercator')}
      >
        <Globe size={14} aria-hidden="true" />
        Globe
      </ToggleButton>
      <Tooltip className="tooltip" offset={6}>
        The earth as a globe, or flat (Mercator). Key: G
      </Tooltip>
    </TooltipTrigger>
  );
});
