import './snapshot-form.css';
import { useEffect, useRef, useState } from 'react';
import { Download, Session } from '../icons/icons.ts';
import { Button, ProgressBar } from 'react-aria-components';
import type { Draft } from './draft.ts';
import { FormatChoice, firstFormat } from './format-choice.tsx';
import type { Hashing } from './hash-files.ts';
import { LogoField } from './logo-field.tsx';
import { MarkFields } from './mark-fields.tsx';
import { NoteHandles } from './note-handles.tsx';
import { NoteFields } from './note-fields.tsx';
import { PageFields } from './page-fields.tsx';
import { pictureExtras, pictureThemes, type Logo, type Picture } from './picture.ts';
import { pictureFileName } from './picture-size.ts';
import { PresetFields, type Presets } from './preset-fields.tsx';
import { SESSION_ENDING } from './session.ts';
import type { SnapshotClient } from './snapshot-client.ts';
import { Check, Choice, Group, Words } from './snapshot-fields.tsx';
import { themeNames } from './themes.ts';
import { useNoteMoves, type NoteMoves } from './use-note-moves.ts';
import { usePreview } from './use-preview.ts';
import { useSaving } from './use-saving.ts';
import { ViewFields, type CountryName } from './view-fields.tsx';
import type { Frames } from './writer.ts';
import { writers } from './writers.ts';

const PREVIEW_PIXELS = 1280;

const extraNames: Readonly<Record<(typeof pictureExtras)[number], string>> = {
  figure: 'Large figure',
  legend: 'Legend',
  scale: 'Scale bar',
  labels: 'Names on the map',
  servers: 'C2 servers',
  callouts: 'Call-outs of C2 servers',
  table: 'Ranking',
  timeline: 'Timeline',
  method: 'Method line',
};

interface ControlsProps {
  draft: Draft;
  presets: Presets;
  countries: readonly CountryName[];
  logo: Logo | null;
  /** Degrees: where the map looks. */
  middle: { longitude: number; latitude: number };
  onDraft: (draft: Draft) => void;
  onLogo: (logo: Logo | null) => void;
}

function Controls(props: ControlsProps & { moves: number }) {
  const { draft, presets, countries, logo, middle, moves, onDraft, onLogo } = props;
  const change = (part: Partial<Draft>) => onDraft({ ...draft, ...part });
  return (
    <>
      <Words
        label="Title"
        value={draft.title}
        maxLength={1000}
        onChange={(title) => change({ title })}
      />
      <Words
        label="Subtitle"
        value={draft.subtitle}
        maxLength={1000}
        onChange={(subtitle) => change({ subtitle })}
      />
      <MarkFields mark={draft.mark} onMark={(mark) => change({ mark })} />
      <Group title="Map" isOpen>
        <ViewFields {...{ draft, countries }} onView={(view) => change({ view })} />
      </Group>
      <Group title="Page and colours" isOpen>
        <PageFields draft={draft} onChange={change} />
        <Choice
          label="Colours"
          value={draft.theme}
          choices={pictureThemes.map((id) => ({ id, name: themeNames[id] }))}
          onChoose={(theme) => change({ theme })}
        />
      </Group>
      <Group title="Shown">
        {pictureExtras.map((extra) => (
          <Check
            key={extra}
            label={extraNames[extra]}
            checked={draft.shown[extra]}
            onChange={(isShown) => change({ shown: { ...draft.shown, [extra]: isShown } })}
          />
        ))}
      </Group>
      <Group title={`Notes${draft.annotations.length > 0 ? ` (${draft.annotations.length})` : ''}`}>
        <NoteFields
          notes={draft.annotations}
          moves={moves}
          middle={middle}
          onNotes={(annotations) => change({ annotations })}
        />
      </Group>
      <Group title="Logo and presets">
        <LogoField {...{ logo, onLogo }} />
        <PresetFields {...{ draft, presets, logo, onDraft, onLogo }} />
      </Group>
    </>
  );
}

/** How far the hashes of the data are. */
function HashProgress({ hashing }: { hashing: Hashing }) {
  const { share, error } = hashing;
  if (error) {
    return (
      <p role="status" className="small">
        The picture names its data without a hash. {error.message}
      </p>
    );
  }
  if (share === null) return null;
  return (
    <ProgressBar aria-label="Computing the SHA-256 of the data" value={share} maxValue={1}>
      {({ percentage }) => (
        <p className="small">
          Computing the SHA-256 of the data: {Math.round(percentage ?? 0)}
          {'\u202f'}%
        </p>
      )}
    </ProgressBar>
  );
}

function PreviewPicture(props: {
  client: SnapshotClient;
  picture: Picture | null;
  onMoveNote: NoteMoves['move'];
}) {
  const { client, picture, onMoveNote } = props;
  const { preview, stale, error } = usePreview(client, picture, PREVIEW_PIXELS);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!preview || !context) return;
    const { width, height, pixels } = preview;
    context.canvas.width = width;
    context.canvas.height = height;
    context.putImageData(new ImageData(pixels, width, height), 0, 0);
  }, [preview]);
  return (
    <div className="snapshot-preview" data-stale={stale}>
      <div className="snapshot-sheet">
        <canvas
          ref={canvas}
          width={PREVIEW_PIXELS}
          height={(PREVIEW_PIXELS * 9) / 16}
          role="img"
          aria-label={preview ? `Preview: ${preview.description}` : 'Preview, being drawn'}
          data-testid="snapshot-preview"
          aria-busy={stale}
        />
        {picture && preview && (
          <NoteHandles notes={picture.annotations} points={preview.notes} onMove={onMoveNote} />
        )}
      </div>
      <div role="status">
        {preview?.problems.map((problem) => (
          <p key={problem} className="snapshot-problem">
            {problem}
          </p>
        ))}
      </div>
      {error && (
        <p role="alert" className="snapshot-problem">
          The preview could not be drawn. {error.message}
        </p>
      )}
    </div>
  );
}

interface SnapshotFormProps extends ControlsProps {
  client: SnapshotClient;
  /** The picture as drafted; null while what it shows is still being counted. */
  picture: Picture | null;
  hashing: Hashing;
  /** The pictures of the playback, as the given one; null where nothing is dated. */
  onFrames: (picture: Picture) => Frames | null;
  onSave: (blob: Blob, name: string) => void;
}

/** How far a picture is that is being made. */
function SavingProgress({ share, onCancel }: { share: number; onCancel: () => void }) {
  return (
    <>
      <ProgressBar aria-label="Making the picture" value={share} maxValue={1}>
        {({ percentage }) => (
          <div className="load-track">
            <div style={{ width: `${percentage}%` }} data-known="true" />
          </div>
        )}
      </ProgressBar>
      <Button className="button" onPress={onCancel}>
        Cancel
      </Button>
    </>
  );
}

/** Saves the picture in a format, or the session alone; a save that runs can be cancelled. */
function SaveActions(props: SnapshotFormProps) {
  const { client, picture, hashing, onFrames, onSave } = props;
  const [saved, setSaved] = useState<{ name: string; of: Picture } | null>(null);
  const [format, setFormat] = useState(firstFormat);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const saving = useSaving(client, ({ file, ending, problems: found }, { picture: of }) => {
    const name = pictureFileName(of, ending);
    onSave(file, name);
    setSaved({ name, of });
    setProblems(found);
  });
  const save = () =>
    picture &&
    saving.start({
      picture,
      format: format.id,
      choices: format.choices,
      frames: writers[format.id].needs === 'frames' ? onFrames(picture) : null,
    });
  const saveSession = () => {
    if (!picture) return;
    const name = pictureFileName(picture, SESSION_ENDING);
    onSave(new Blob([picture.session], { type: 'application/json' }), name);
    setSaved({ name, of: picture });
    setProblems([]);
  };
  const isReady = picture !== null && hashing.share === null;
  return (
    <div className="snapshot-save">
      <FormatChoice format={format} onFormat={setFormat} />
      <HashProgress hashing={hashing} />
      <div className="snapshot-actions">
        {saving.share === null ? (
          <>
            <Button className="button strong" isDisabled={!isReady} onPress={save}>
              <Download size={15} aria-hidden="true" />
              Save {writers[format.id].name}
            </Button>
            <Button className="button" isDisabled={!isReady} onPress={saveSession}>
              <Session size={15} aria-hidden="true" />
              Save session
            </Button>
          </>
        ) : (
          <SavingProgress share={saving.share} onCancel={saving.cancel} />
        )}
      </div>
      <p role="status" className="small">
        {saved !== null && saved.of === picture && [`Saved ${saved.name}.`, ...problems].join(' ')}
      </p>
      {saving.error && (
        <p role="alert" className="snapshot-problem">
          The picture could not be saved. {saving.error.message}
        </p>
      )}
    </div>
  );
}

/** Makes a picture: all that is decided about it beside a preview, and saves it. */
export function SnapshotForm(props: SnapshotFormProps) {
  const { client, picture, draft, onDraft } = props;
  const moves = useNoteMoves(client, picture, draft, onDraft);
  return (
    <div className="snapshot-form">
      <PreviewPicture {...{ client, picture }} onMoveNote={moves.move} />
      <div className="snapshot-side">
        <div className="snapshot-controls">
          <Controls {...props} moves={moves.count} />
        </div>
        <SaveActions {...props} />
      </div>
    </div>
  );
}
