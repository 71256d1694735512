import type { Format } from '../format.ts';

const time = String.raw`\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?|[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d`;
const v4 = String.raw`(?<![\d.])\d{1,3}(?:\[?\.\]?\d{1,3}){3}(?:/\d{1,2})?(?!\.?\d)`;
const v6 = String.raw`(?<![\w:.])(?:[\da-fA-F]{1,4}:){2}(?=[\da-fA-F:]*:)[\da-fA-F:]+(?![\w:])`;

/** Any text with an address in its lines: the first of a line counts, and a time at its start. */
export const anyLine: Format & { line: string } = {
  name: 'the first address of each line',
  matches: () => false,
  line: String.raw`^\W{0,3}(?<time>${time})?.*?(?<address>${v4}|${v6})`,
  remark: 'Nothing parts the lines evenly: the first address of each line is read.',
};

/** The same, where the sentences between the addresses speak of C2 servers. */
export const anyServerLine: Format & { line: string } = {
  ...anyLine,
  subject: 'servers',
  remark: `${anyLine.remark} The text speaks of C2 servers.`,
};
