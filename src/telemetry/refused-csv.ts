import { refusalReasons, type Refusals } from '../model/telemetry.ts';

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Refused rows of some files as CSV: file, line, reason, text, a header first. The text is empty for rows beyond those
 * whose text was kept.
 */
export function refusedCsv(files: readonly { name: string; refusals: Refusals }[]): string {
  const lines = ['file,line,reason,text'];
  for (const { name, refusals } of files) {
    const file = quoted(name);
    for (let i = 0; i < refusals.length; i++) {
      const reason = refusalReasons[refusals.reason[i]!]!;
      lines.push(`${file},${refusals.line[i]!},${reason},${quoted(refusals.text[i] ?? '')}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
