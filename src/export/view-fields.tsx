import type { Draft, DraftView } from './draft.ts';
import { wholeWorld, worldProjections, type WorldProjection } from './picture.ts';
import { projectionSpecs } from './projections.ts';
import { regions } from './regions.ts';
import { Choice, DegreesField, Pick } from './snapshot-fields.tsx';

/** A country that can be chosen. */
export interface CountryName {
  code: string;
  name: string;
}

const extents = [
  { id: 'world', name: 'World' },
  { id: 'current', name: 'Current view' },
  { id: 'region', name: 'Region' },
  { id: 'countries', name: 'Country' },
] as const;

function viewOfKind(kind: DraftView['kind'], countries: readonly CountryName[]): DraftView {
  switch (kind) {
    case 'world':
      return wholeWorld;
    case 'current':
      return { kind };
    case 'region':
      return { kind, id: regions[0]!.id };
    case 'countries':
      return { kind, codes: [countries[0]?.code ?? 'NL'] };
  }
}

function WorldFields(props: {
  view: DraftView & { kind: 'world' };
  onView: (view: DraftView) => void;
}) {
  const { view, onView } = props;
  const { isGlobe } = projectionSpecs[view.projection];
  return (
    <>
      <Pick<WorldProjection>
        label="Projection"
        value={view.projection}
        onChoose={(projection) => {
          const latitude = projectionSpecs[projection].isGlobe ? 25 : 0;
          onView({ ...view, projection, latitude });
        }}
      >
        {worldProjections.map((id) => (
          <option key={id} value={id}>
            {projectionSpecs[id].name}
          </option>
        ))}
      </Pick>
      <div className="snapshot-pair" key={view.projection}>
        <DegreesField
          axis="longitude"
          label="Middle, longitude °"
          value={view.longitude}
          step={5}
          onChange={(longitude) => onView({ ...view, longitude })}
        />
        {isGlobe && (
          <DegreesField
            axis="latitude"
            value={view.latitude}
            step={5}
            onChange={(latitude) => onView({ ...view, latitude })}
          />
        )}
      </div>
    </>
  );
}

/** What of the world is shown, and how it is made flat. */
export function ViewFields(props: {
  draft: Draft;
  countries: readonly CountryName[];
  onView: (view: DraftView) => void;
}) {
  const { draft, countries, onView } = props;
  const { view } = draft;
  return (
    <>
      <Choice
        label="Extent"
        value={view.kind}
        choices={extents}
        onChoose={(kind) => onView(viewOfKind(kind, countries))}
      />
      {view.kind === 'world' && <WorldFields view={view} onView={onView} />}
      {view.kind === 'region' && (
        <Pick label="Region" value={view.id} onChoose={(id) => onView({ kind: 'region', id })}>
          {regions.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Pick>
      )}
      {view.kind === 'countries' && (
        <Pick
          label="Country"
          value={view.codes[0] ?? ''}
          onChoose={(code) => onView({ kind: 'countries', codes: [code] })}
        >
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Pick>
      )}
    </>
  );
}
