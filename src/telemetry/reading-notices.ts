import type { Tally } from './tally.ts';
import type { Recognition } from './recognition.ts';

const number = (count: number) => count.toLocaleString('en');
const rows = (count: number) => `${number(count)} ${count === 1 ? 'row' : 'rows'}`;

/** What a reader of a file's result must know: what its format warns of, and what was noticed in its rows. */
export function readingNotices(
  { notices = [], rules }: Recognition,
  tally: Tally,
  telemetryRows: number,
): string[] {
  const said = [...notices];
  const { serverRows, asideRows, further, networks, headerChanges, clippedWeights } = tally;
  if (telemetryRows + serverRows + asideRows === 0) {
    said.push('The file holds no rows: nothing stands below its header.');
  }
  if (serverRows > 0 && rules?.subject !== 'servers') {
    said.push(
      `${rows(serverRows)} of C2 servers: they are on the list of servers, not among the rows of telemetry.`,
    );
  }
  if (asideRows > 0) {
    said.push(
      `${rows(asideRows)} that ${asideRows === 1 ? 'names neither a host nor a C2 server was' : 'name neither a host nor a C2 server were'} set aside.`,
    );
  }
  if (further > 0) {
    said.push(
      `Some records name several addresses: each is a row, which makes ${rows(further)} more than there are records.`,
    );
  }
  if (networks > 0) {
    const counted = rules?.weightNetworks
      ? 'as many events as it has addresses'
      : 'once, at its first address';
    said.push(
      `${rows(networks)} ${networks === 1 ? 'names a network' : 'name networks'}: each counts ${counted}.`,
    );
  }
  if (clippedWeights > 0) {
    const counts = clippedWeights === 1 ? 'counts' : 'count';
    said.push(
      `${rows(clippedWeights)} ${counts} for more events than can be told: ${number(2 ** 32 - 1)} each.`,
    );
  }
  if (headerChanges > 0) {
    said.push(
      `The header changes ${headerChanges === 1 ? 'once' : `${number(headerChanges)} times`} in the file: the columns were found anew each time.`,
    );
  }
  return said;
}
