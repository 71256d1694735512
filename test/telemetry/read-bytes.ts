import {
  refusalReasons,
  UNDATED,
  type C2Server,
  type HitColumns,
} from '../../src/model/telemetry.ts';
import { countryOfCode } from '../../src/model/country-code.ts';
import { formatV4, formatV6 } from '../../src/telemetry/address.ts';
import { makeDictionaries, type MutableDictionaries } from '../../src/telemetry/dictionaries.ts';
import { makeReader } from '../../src/telemetry/read-telemetry.ts';
import { recognise } from '../../src/telemetry/recognise.ts';

/** A hit in words; what a row does not name is left out. */
export interface ShownHit {
  row: number;
  time?: string;
  address: string;
  machine?: string;
  family?: string;
  server?: string;
  port?: number;
  network?: number;
  country?: string;
  weight?: number;
}

/** A server in words; what is not known is left out. */
export interface ShownServer {
  address: string;
  port?: number;
  name?: string;
  family?: string;
  status?: string;
  country?: string;
  city?: string;
  firstSeen?: string;
  lastSeen?: string;
}

export interface ShownRefusal {
  line: number;
  reason: string;
}

/** Hit columns in words. */
export function shownHits(columns: HitColumns, dictionaries: MutableDictionaries): ShownHit[] {
  return Array.from({ length: columns.length }, (_, i) => {
    const at = columns.address[i]! * 4;
    const hit: ShownHit = {
      row: columns.row[i]!,
      address:
        columns.addressFamily[i] === 4
          ? formatV4(columns.address[i]!)
          : formatV6(columns.address6.subarray(at, at + 4)),
    };
    const time = columns.time[i]!;
    if (time !== UNDATED) hit.time = new Date(time * 1000).toISOString().replace('.000Z', 'Z');
    for (const role of ['machine', 'family', 'server'] as const) {
      const code = columns[role][i] ?? 0;
      if (code !== 0) hit[role] = dictionaries[role].text(code);
    }
    if (columns.port[i]) hit.port = columns.port[i]!;
    if (columns.network[i]) hit.network = columns.network[i]!;
    const country = countryOfCode(columns.country[i] ?? 0);
    if (country !== '') hit.country = country;
    if ((columns.weight[i] ?? 1) !== 1) hit.weight = columns.weight[i]!;
    return hit;
  });
}

const shownTime = (time: number) => new Date(time).toISOString().replace('.000Z', 'Z');

/** A server in words. */
export function shownServer(server: C2Server): ShownServer {
  const shown: ShownServer = { address: server.address };
  if (server.port !== null) shown.port = server.port;
  for (const key of ['name', 'family', 'country', 'city'] as const) {
    if (server[key] !== '') shown[key] = server[key];
  }
  if (server.status !== 'unknown') shown.status = server.status;
  if (server.firstSeen !== null) shown.firstSeen = shownTime(server.firstSeen);
  if (server.lastSeen !== null) shown.lastSeen = shownTime(server.lastSeen);
  return shown;
}

/** Reads bytes in chunks of some size. */
export function readBytes(
  bytes: Uint8Array,
  { name = 'file.csv', chunk = bytes.length || 1, recognition = recognise(bytes, name) } = {},
) {
  const dictionaries = makeDictionaries();
  const reader = makeReader(recognition, dictionaries);
  for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.slice(at, at + chunk));
  reader.end();
  const refusals = reader.refusals();
  return {
    recognition,
    rows: reader.rows,
    refused: { ...reader.refused },
    hits: shownHits(reader.take(), dictionaries),
    servers: reader.servers().map(shownServer),
    tally: { ...reader.tally },
    refusals: Array.from({ length: refusals.length }, (_, i): ShownRefusal => {
      return { line: refusals.line[i]!, reason: refusalReasons[refusals.reason[i]!]! };
    }),
    texts: refusals.text,
  };
}

/** Reads a text. */
export function readText(text: string, options: Parameters<typeof readBytes>[1] = {}) {
  return readBytes(new TextEncoder().encode(text), options);
}
