import { layouts, pageSizeOf, paperDpis, slideWidths, textScales, type Draft } from './draft.ts';
import { LEAST_SIDE, MOST_PIXELS } from './page.ts';
import { Choice, NumberField, Pick } from './snapshot-fields.tsx';

const MM_IN_INCH = 25.4;
const scaleNames: Readonly<Record<number, string>> = {
  0.8: 'Small',
  1: 'Usual',
  1.25: 'Large',
  1.5: 'Largest',
};

interface PageFieldsProps {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
}

function FreeSize({ draft, onChange }: PageFieldsProps) {
  return (
    <div className="snapshot-pair">
      {(['width', 'height'] as const).map((side) => (
        <NumberField
          key={side}
          label={`${side === 'width' ? 'Width' : 'Height'}, pixels`}
          value={draft[side]}
          least={LEAST_SIDE}
          most={MOST_PIXELS}
          onChange={(pixels) => onChange({ [side]: pixels })}
        />
      ))}
    </div>
  );
}

/** Slide, paper or free size, and how large letters are. */
export function PageFields({ draft, onChange }: PageFieldsProps) {
  const { kind } = layouts.find(({ id }) => id === draft.layout)!;
  const { width, height, dpi } = pageSizeOf(draft);
  const mm = (pixels: number) => Math.round((pixels / dpi) * MM_IN_INCH);
  return (
    <>
      <Pick
        label="Page"
        value={draft.layout}
        onChoose={(layout: Draft['layout']) => onChange({ layout })}
      >
        {layouts.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Pick>
      {kind === 'slide' && (
        <Choice
          label="Width in pixels"
          value={String(draft.slideWidth)}
          choices={slideWidths.map((pixels) => ({ id: String(pixels), name: String(pixels) }))}
          onChoose={(pixels) => onChange({ slideWidth: Number(pixels) })}
        />
      )}
      {kind === 'paper' && (
        <Choice
          label="Dots to an inch"
          value={String(draft.dpi)}
          choices={paperDpis.map((dots) => ({ id: String(dots), name: String(dots) }))}
          onChoose={(dots) => onChange({ dpi: Number(dots) })}
        />
      )}
      {kind === 'free' && <FreeSize draft={draft} onChange={onChange} />}
      {kind !== 'free' && draft.layout !== 'square' && (
        <Choice
          label="Held"
          value={draft.isPortrait ? 'tall' : 'wide'}
          choices={[
            { id: 'wide', name: 'Wide' },
            { id: 'tall', name: 'Upright' },
          ]}
          onChoose={(held) => onChange({ isPortrait: held === 'tall' })}
        />
      )}
      <Choice
        label="Letters"
        value={String(draft.textScale)}
        choices={textScales.map((scale) => ({ id: String(scale), name: scaleNames[scale]! }))}
        onChoose={(scale) => onChange({ textScale: Number(scale) })}
      />
      <p className="small">
        {width} × {height} pixels
        {kind === 'paper' && `, ${mm(width)} × ${mm(height)} mm`}
      </p>
    </>
  );
}
