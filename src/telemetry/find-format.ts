import type { Format, Sighting } from './format.ts';
import { formats, generalFormat } from './formats.ts';
import type { Subject } from './recognition.ts';

/** The format of what is seen, and what its rows are about. */
export function formatOf(seen: Sighting): { format: Format; subject: Subject } {
  const format = formats.find((candidate) => candidate.matches(seen)) ?? generalFormat;
  const { subject = 'hosts' } = format;
  return { format, subject: typeof subject === 'function' ? subject(seen) : subject };
}

const serverWords =
  /(?:^|[^a-z])(?:c2s?|c&c|c-?n-?c|cnc|botnet.?controllers?|command.?(?:and|&|n).?control)(?:[^a-z]|$)/i;

/** Whether a name or a banner says that a list is one of C2 servers. */
export function saysServers(text: string): boolean {
  return serverWords.test(text);
}
