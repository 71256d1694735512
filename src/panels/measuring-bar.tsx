import './measuring-bar.css';
import { Button, Label, ProgressBar } from 'react-aria-components';
import { useMeasuring } from '../state/measuring.ts';

/** How far the databases are read whose addresses rates are of, with a way to do without; nothing where they are read. */
export function MeasuringBar({ onCancel }: { onCancel?: () => void }) {
  const share = useMeasuring((state) => state.share);
  if (share === null) return null;
  return (
    <div className="measuring small">
      <ProgressBar value={share} maxValue={1}>
        {({ percentage = 0, valueText }) => (
          <>
            <Label>Counting the addresses of the databases: {valueText}</Label>
            <div className="measuring-track">
              <div style={{ width: `${percentage}%` }} />
            </div>
          </>
        )}
      </ProgressBar>
      {onCancel && (
        <Button className="button" onPress={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}
