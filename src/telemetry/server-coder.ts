import { parseAddress } from './address.ts';
import { hostOf, portOfHost } from './detail-cell.ts';
import { ByteDictionary } from './dictionaries.ts';
import { textOf } from './text-of.ts';
import type { ReadingRules } from './recognition.ts';

/** Spellings of servers that are remembered. */
const MOST_RAW = 1 << 16;

/** Gives servers their codes, by their texts in a file: names and addresses, or URLs that name a host and a port. */
export class ServerCoder {
  /** The port that the last text named; 0 where it named none. */
  port = 0;
  /** Server texts as the file writes them, and the codes and ports of their hosts. */
  private readonly raw = new ByteDictionary(MOST_RAW + 1);
  private readonly hostCodes: number[] = [0];
  private readonly hostPorts: number[] = [0];

  constructor(
    private readonly servers: ByteDictionary,
    private readonly rules: Pick<ReadingRules, 'serverIsUrl' | 'otherEnd'>,
  ) {}

  /** Whether a code is of one server alone: the last one is shared by all that found no other. */
  isOwn(code: number): boolean {
    return code < this.servers.limit - 1;
  }

  /** Code of the server whose text stands in bytes[from, to). */
  code(bytes: Uint8Array, from: number, to: number): number {
    const { servers, rules } = this;
    this.port = 0;
    if (!rules.serverIsUrl) return servers.code(bytes, from, to);
    const raw = this.raw.code(bytes, from, to);
    const known = raw < MOST_RAW ? this.hostCodes[raw] : undefined;
    if (known !== undefined) {
      this.port = this.hostPorts[raw]!;
      return known;
    }
    const host = hostOf(bytes, from, to);
    this.port = this.hostPorts[raw] = portOfHost(bytes, from, to);
    // Who asked a sinkhole for an address asked for its own: only names are those of C2 servers.
    const isSinkhole = rules.otherEnd === 'sinkhole' && parseAddress(textOf(host)) !== null;
    return (this.hostCodes[raw] = isSinkhole ? 0 : servers.code(host, 0, host.length));
  }
}
