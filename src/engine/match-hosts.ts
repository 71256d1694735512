import { countryName } from '../model/country-name.ts';
import { folded } from '../model/found.ts';
import { readPrefix } from '../model/prefix.ts';
import { hostsOfPrefix } from './prefix-hosts.ts';
import type { HostTable, Telemetry } from './telemetry-table.ts';

/** Whether a host, or a kind of its hits, has what is sought. */
export interface HostMatch {
  host: (host: number) => boolean;
  /** 1 where hits of this kind have it; null where no kind has. */
  kind: Uint8Array | null;
}

type Test = (host: number) => boolean;

/** IPv4 addresses whose decimal spelling begins so: `192.0`, `19`. */
function beginning4({ length4, address4 }: HostTable, text: string): Test {
  const parts = text.split('.');
  const last = parts.pop()!;
  const shift = 32 - 8 * parts.length;
  const start = parts.reduce((sum, part) => sum * 256 + Number(part), 0);
  const octets = Uint8Array.from({ length: 256 }, (_, octet) =>
    String(octet).startsWith(last) ? 1 : 0,
  );
  const isSound = parts.every((part) => part !== '' && Number(part) < 256);
  return (host) =>
    isSound &&
    host < length4 &&
    Math.floor(address4[host]! / 2 ** shift) === start &&
    octets[(address4[host]! >>> (shift - 8)) & 255] === 1;
}

/** IPv6 addresses whose groups begin so: `2400:1`, `2001:db8::`. */
function beginning6({ length4, address6 }: HostTable, text: string): Test {
  const parts = text.toLowerCase().replace(/::$/, ':').split(':');
  const last = parts.pop()!;
  const groupOf = (at: number, group: number) =>
    (address6[at + (group >>> 1)]! >>> (group % 2 === 0 ? 16 : 0)) & 0xffff;
  const whole = parts.map((part) => parseInt(part, 16));
  return (host) => {
    if (host < length4) return false;
    const at = (host - length4) * 4;
    const isSame = whole.every((value, group) => groupOf(at, group) === value);
    if (!isSame || last === '') return isSame;
    return groupOf(at, whole.length).toString(16).startsWith(last);
  };
}

/** Whether a host's address begins as a text does, or is in the prefix that it spells; null where it spells no address. */
function addressTest(hosts: HostTable, text: string): Test | null {
  if (/^\d{1,3}(\.\d{1,3}){0,2}(\.\d{0,3})?$/.test(text)) return beginning4(hosts, text);
  if (/^(?:[\da-f]{1,4}:){1,7}(?::|[\da-f]{0,4})$/i.test(text)) return beginning6(hosts, text);
  const prefix = readPrefix(text);
  if (!prefix) return null;
  const { from, to } = hostsOfPrefix(hosts, prefix);
  return (host) => host >= from && host < to;
}

/** Folded names of what hosts have, in one language: made when first asked for. */
export class HostNames {
  private language = '';
  private countries: string[] = [];
  private texts: { cities: string[]; regions: string[]; networks: string[] } | null = null;

  constructor(private readonly telemetry: Telemetry) {}

  in(language: string) {
    const { places, asns, networkNames } = this.telemetry;
    this.texts ??= {
      cities: places.cities.map(folded),
      regions: places.regions.map(folded),
      networks: asns.map((asn) =>
        asn === 0 ? '' : folded(`AS${asn} ${networkNames.get(asn) ?? ''}`),
      ),
    };
    if (this.language !== language) {
      this.countries = places.countries.map(
        (code) => code && folded(`${countryName(code, language)} ${code}`),
      );
      this.language = language;
    }
    return { ...this.texts, countries: this.countries };
  }
}

/** What of the hosts a text is about; null where it says nothing. */
export function matchHosts(
  telemetry: Telemetry,
  names: HostNames,
  text: string,
  language: string,
): HostMatch | null {
  const plain = text.trim();
  if (plain === '') return null;
  const { hosts, hits, places, families } = telemetry;
  const needle = folded(plain);
  const byAddress = addressTest(hosts, plain);
  const has = (texts: readonly string[]) =>
    Uint8Array.from(texts, (each) => (each.includes(needle) ? 1 : 0));
  const named = names.in(language);
  const [countries, regions, cities] = [
    has(named.countries),
    has(named.regions),
    has(named.cities),
  ];
  const networks = has(named.networks);
  const inPlace = new Uint8Array(places.length + 1);
  for (let place = 0; place < places.length; place++) {
    inPlace[place + 1] =
      countries[places.country[place]!]! |
      regions[places.region[place]!]! |
      cities[places.city[place]!]!;
  }
  const inFamily = has(families.map(folded));
  const kind = Uint8Array.from(
    { length: hits.kinds.length },
    (_, k) => inFamily[hits.kinds.family[k]!]!,
  );
  return {
    host: (host) =>
      inPlace[hosts.place[host]!] === 1 ||
      networks[hosts.network[host]!] === 1 ||
      (byAddress?.(host) ?? false),
    kind: kind.includes(1) ? kind : null,
  };
}
