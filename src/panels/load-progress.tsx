import './load-progress.css';
import { Button, Label, ProgressBar } from 'react-aria-components';
import type { PlanProgress } from '../model/import-plan.ts';
import type { LoadProgress as LoadStep } from '../model/source.ts';
import type { Milliseconds } from '../model/time.ts';
import { formatBytes, formatCount } from './format-number.ts';

const stageWords: Readonly<Record<LoadStep['stage'], string>> = {
  database: 'Reading the database',
  reading: 'Reading',
  locating: 'Locating addresses',
  counting: 'Counting',
};

/** How far a load is, and how long its file has been at this stage. */
export interface TimedProgress extends LoadStep {
  elapsed: Milliseconds;
}

/** A rate or a time left says nothing before this. */
const FIRST_RATE: Milliseconds = 1000;

/** Time left in words, by how fast the bytes went so far: "12 s left"; '' where that is not known yet. */
function timeLeft({ stage, bytesDone, bytesTotal, elapsed }: TimedProgress): string {
  if (stage !== 'reading' || elapsed < FIRST_RATE || bytesDone <= 0) return '';
  const seconds = Math.round((elapsed * Math.max(0, bytesTotal - bytesDone)) / bytesDone / 1000);
  if (bytesTotal <= 0 || seconds < 1) return '';
  return seconds < 90 ? `${seconds}\u202fs left` : `${Math.round(seconds / 60)}\u202fmin left`;
}

/** Rows a second, to two digits; '' where that is not known yet. */
function rowRate({ stage, rows, elapsed }: TimedProgress, language?: string): string {
  if (stage !== 'reading' || elapsed < FIRST_RATE || rows === 0) return '';
  const rate = Number(((rows / elapsed) * 1000).toPrecision(2));
  return `${formatCount(rate, language)} rows/s`;
}

/** How far a load is, in words: bytes, rows, refused rows, how fast, and how long it will still take. */
export function progressWords(progress: TimedProgress, language?: string): string {
  const { bytesDone, bytesTotal, rows, refused } = progress;
  const parts: string[] = [];
  if (bytesTotal > 0) {
    parts.push(`${formatBytes(bytesDone, language)} of ${formatBytes(bytesTotal, language)}`);
  }
  if (rows > 0) parts.push(`${formatCount(rows, language)} rows`);
  if (refused > 0) parts.push(`${formatCount(refused, language)} refused`);
  return [...parts, rowRate(progress, language), timeLeft(progress)]
    .filter((part) => part !== '')
    .join(', ');
}

/** Something at work that takes bytes, with a way to end it. */
function Progress(props: {
  title: string;
  words: string;
  done: number;
  /** 0 where it is not known. */
  total: number;
  onCancel: () => void;
}) {
  const { title, words, done, total, onCancel } = props;
  const known = total > 0;
  return (
    <div className="load-progress">
      <ProgressBar isIndeterminate={!known} value={known ? done : 0} maxValue={known ? total : 1}>
        {({ percentage }) => (
          <>
            <Label>
              <strong>{title}</strong>
              <span className="small"> {words}</span>
            </Label>
            <div className="load-track">
              <div style={{ width: `${known ? percentage : 100}%` }} data-known={known} />
            </div>
          </>
        )}
      </ProgressBar>
      <Button className="button" onPress={onCancel}>
        Cancel
      </Button>
    </div>
  );
}

/** A load at work, with a way to end it. */
export function LoadProgress(props: { progress: TimedProgress; onCancel: () => void }) {
  const { progress, onCancel } = props;
  const { stage, file, bytesDone, bytesTotal, share = 0 } = progress;
  const title = `${stageWords[stage]}${file && ` ${file}`}`;
  // A total of 0, where nothing is known of how far it is: the bar says so.
  const [done, total] = share > 0 ? [share, 1] : [bytesDone, bytesTotal];
  return <Progress {...{ title, total, done, onCancel }} words={progressWords(progress)} />;
}

/** A look into a file before it is opened, with a way to end it. */
export function PlanProgressBar(props: { progress: PlanProgress; onCancel: () => void }) {
  const { progress, onCancel } = props;
  const { file, bytesDone, bytesTotal, members } = progress;
  const seen =
    members > 0 ? `, ${formatCount(members)} ${members === 1 ? 'file' : 'files'} in it` : '';
  const words = `${formatBytes(bytesDone)} of ${formatBytes(bytesTotal)}${seen}`;
  return (
    <div className="plan-progress">
      <Progress
        title={`Looking into ${file}`}
        {...{ words, onCancel }}
        done={bytesDone}
        total={bytesTotal}
      />
    </div>
  );
}
