import './keeping-section.css';
import { Button } from 'react-aria-components';
import type { KeptInfo } from '../model/source.ts';
import { isoTime } from '../model/time.ts';
import { formatBytes } from './format-number.ts';

/** What is kept in this browser beyond the visit, and whether anything is to be. */
export interface Keeping {
  isOn: boolean;
  info: KeptInfo | null;
  /** True while something is being kept. */
  isBusy: boolean;
  onSwitch: (isOn: boolean) => void;
  onDelete: () => void;
}

function telemetryWords({ isOn, info }: Keeping): string {
  if (info && info.bytes > 0)
    return `${formatBytes(info.bytes)}, kept ${isoTime(info.kept).slice(0, 16).replace('T', ' ')} UTC.`;
  return isOn ? 'Nothing is kept yet.' : 'Nothing is kept.';
}

function stateWords(keeping: Keeping): string {
  if (keeping.isBusy) return 'Keeping ...';
  const databases = keeping.info?.databaseBytes ?? 0;
  const ready =
    databases > 0 ? ` Location databases, ready for use: ${formatBytes(databases)}.` : '';
  return telemetryWords(keeping) + ready;
}

/** Says what is kept for the next visit; switches it off, and deletes it. */
export function KeepingSection({ keeping }: { keeping: Keeping }) {
  return (
    <section aria-label="Kept in this browser">
      <h3>Kept in this browser</h3>
      <label className="keeping-switch">
        <input
          type="checkbox"
          checked={keeping.isOn}
          onChange={(event) => keeping.onSwitch(event.target.checked)}
        />
        Keep the telemetry that I open, so that it comes back after a reload
      </label>
      <p className="keeping-state">
        <span role="status">{stateWords(keeping)}</span>
        {keeping.info && !keeping.isBusy && (
          <Button className="button" onPress={keeping.onDelete}>
            Delete
          </Button>
        )}
      </p>
      <p className="small">
        It lies in the private files that this browser gives the page. Nothing is sent anywhere.
      </p>
    </section>
  );
}
