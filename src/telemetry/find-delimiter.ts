import { NO_DELIMITER } from './dialect.ts';

const candidates = [',', '\t', ';', '|'];
const LINES = 100;

/** How often each candidate stands outside quotes in each of the first records. */
function countsByRecord(text: string): Map<string, number>[] {
  const records: Map<string, number>[] = [];
  let record = new Map<string, number>();
  let quoted = false;
  let filled = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (character === '\n' && !quoted) {
      if (filled) records.push(record);
      if (records.length === LINES) return records;
      record = new Map();
      filled = false;
      continue;
    }
    if (character.trim() !== '') filled = true;
    if (!quoted && candidates.includes(character)) {
      record.set(character, (record.get(character) ?? 0) + 1);
    }
  }
  if (filled) records.push(record);
  return records;
}

/** The count that most records have, how many have it, for a candidate that stands in them. */
function usual(counts: readonly number[]): { count: number; share: number } {
  const tally = new Map<number, number>();
  for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1);
  let best = { count: 0, share: 0 };
  for (const [count, times] of tally) {
    const share = times / counts.length;
    if (count > 0 && share > best.share) best = { count, share };
  }
  return best;
}

/**
 * The byte that parts the cells of a text: the one of comma, tab, semicolon and pipe that stands equally often, outside
 * quotes, in most of the first records; NO_DELIMITER where none does.
 */
export function findDelimiter(text: string): number {
  const records = countsByRecord(text);
  let best = { delimiter: NO_DELIMITER, score: 0 };
  for (const delimiter of candidates) {
    const { count, share } = usual(records.map((record) => record.get(delimiter) ?? 0));
    const score = share < 0.3 ? 0 : share * 10 + Math.min(count, 60) / 60;
    if (score > best.score) best = { delimiter: delimiter.charCodeAt(0), score };
  }
  return best.delimiter;
}
