import type { LoadProgress } from '../src/model/source.ts';

/** Progress on standard error: one line that is written over, only on a terminal. */
export function showProgress(): (progress: LoadProgress) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return ({ stage, file, bytesDone, bytesTotal, rows }) => {
    const share = bytesTotal > 0 ? ` ${Math.round((100 * bytesDone) / bytesTotal)} %` : '';
    process.stderr.write(`\r\x1b[K${stage} ${file}${share} ${rows} rows`);
    if (stage === 'counting') process.stderr.write('\r\x1b[K');
  };
}
