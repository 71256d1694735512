import './snapshot-form.css';
import { useEffect, useRef, useState } from 'react';
import { Download } from 'lucide-react';
import {
  Button,
  Input,
  Label,
  ProgressBar,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components';
import { tlpMarks, type Picture, type TlpMark } from './picture.ts';
import { pictureFileName, pictureSizes, type PictureSizeId } from './picture-size.ts';
import type { SnapshotClient } from './snapshot-client.ts';
import { usePreview } from './use-preview.ts';
import { useSaving } from './use-saving.ts';

/** What the person who makes a picture decides; the rest is what the page shows. */
export interface Draft {
  title: string;
  subtitle: string;
  extent: 'world' | 'view';
  size: PictureSizeId;
  theme: 'dark' | 'light';
  tlp: TlpMark | null;
}

const PREVIEW_PIXELS = 1280;

function Choice<T extends string>(props: {
  label: string;
  choices: readonly { id: T; name: string }[];
  value: T;
  onChoose: (id: T) => void;
}) {
  const { label, choices, value, onChoose } = props;
  return (
    <div className="snapshot-choice">
      <span className="small" aria-hidden="true">
        {label}
      </span>
      <ToggleButtonGroup
        aria-label={label}
        className="segments"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[value]}
        onSelectionChange={(keys) => [...keys].forEach((key) => onChoose(key as T))}
      >
        {choices.map(({ id, name }) => (
          <ToggleButton key={id} id={id} className="segment">
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}

function Words(props: { label: string; value: string; onChange: (text: string) => void }) {
  const { label, value, onChange } = props;
  return (
    <TextField className="snapshot-words" value={value} onChange={onChange}>
      <Label className="small">{label}</Label>
      <Input className="field" />
    </TextField>
  );
}

function Controls({ draft, onDraft }: { draft: Draft; onDraft: (draft: Draft) => void }) {
  const change = (part: Partial<Draft>) => onDraft({ ...draft, ...part });
  return (
    <>
      <Words label="Title" value={draft.title} onChange={(title) => change({ title })} />
      <Words
        label="Subtitle"
        value={draft.subtitle}
        onChange={(subtitle) => change({ subtitle })}
      />
      <Choice
        label="Extent"
        value={draft.extent}
        choices={[
          { id: 'world', name: 'World' },
          { id: 'view', name: 'Current view' },
        ]}
        onChoose={(extent) => change({ extent })}
      />
      <Choice
        label="Size in pixels"
        value={draft.size}
        choices={pictureSizes}
        onChoose={(size) => change({ size })}
      />
      <Choice
        label="Colours"
        value={draft.theme}
        choices={[
          { id: 'dark', name: 'Dark' },
          { id: 'light', name: 'Light' },
        ]}
        onChoose={(theme) => change({ theme })}
      />
      <label className="snapshot-choice">
        <span className="small">Handling mark (TLP 2.0)</span>
        <select
          className="field"
          value={draft.tlp ?? ''}
          onChange={(event) => change({ tlp: (event.target.value || null) as TlpMark | null })}
        >
          <option value="">None</option>
          {tlpMarks.map((mark) => (
            <option key={mark} value={mark}>
              TLP:{mark}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function PreviewPicture(props: { client: SnapshotClient; picture: Picture | null }) {
  const { client, picture } = props;
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
      <canvas
        ref={canvas}
        width={16}
        height={9}
        role="img"
        aria-label={preview ? `Preview: ${preview.description}` : 'Preview, being drawn'}
        data-testid="snapshot-preview"
        aria-busy={stale}
      />
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

/** Makes a picture: its words, extent, size, colours and handling mark beside a preview, and saves it. */
export function SnapshotForm(props: {
  client: SnapshotClient;
  /** The picture as drafted; null while what it shows is still being counted. */
  picture: Picture | null;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onSave: (blob: Blob, name: string) => void;
}) {
  const { client, picture, draft, onDraft, onSave } = props;
  const [saved, setSaved] = useState<string | null>(null);
  const saving = useSaving(client, (blob, of) => {
    const name = pictureFileName(of, 'png');
    onSave(blob, name);
    setSaved(name);
  });
  return (
    <div className="snapshot-form">
      <PreviewPicture client={client} picture={picture} />
      <div className="snapshot-controls">
        <Controls
          draft={draft}
          onDraft={(next) => {
            setSaved(null);
            onDraft(next);
          }}
        />
        <div className="snapshot-actions">
          {saving.share === null ? (
            <Button
              className="button strong"
              isDisabled={picture === null}
              onPress={() => picture && saving.start(picture)}
            >
              <Download size={15} aria-hidden="true" />
              Save PNG
            </Button>
          ) : (
            <>
              <ProgressBar aria-label="Making the picture" value={saving.share} maxValue={1}>
                {({ percentage }) => (
                  <div className="load-track">
                    <div style={{ width: `${percentage}%` }} data-known="true" />
                  </div>
                )}
              </ProgressBar>
              <Button className="button" onPress={saving.cancel}>
                Cancel
              </Button>
            </>
          )}
        </div>
        <p role="status" className="small">
          {saved !== null && `Saved ${saved}.`}
        </p>
        {saving.error && (
          <p role="alert" className="snapshot-problem">
            The picture could not be saved. {saving.error.message}
          </p>
        )}
      </div>
    </div>
  );
}
