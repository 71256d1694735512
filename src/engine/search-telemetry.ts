import { extentOf, fitOf, folded, type Found } from '../model/found.ts';
import { countryName } from '../model/country-name.ts';
import { precisions } from '../model/place.ts';
import { readPrefix, type Prefix } from '../model/prefix.ts';
import type { GeoDatabase } from '../geo/open-database.ts';
import { askDatabases } from '../geo/ask-databases.ts';
import { hostsOfPrefix } from './prefix-hosts.ts';
import type { TelemetryIndex } from './telemetry-index.ts';
import type { Telemetry } from './telemetry-table.ts';

const searched = ['country', 'city', 'network'] as const;
type Searched = (typeof searched)[number];

/** Names of all groups as they are searched, in the order of the groups. */
type Names = Record<Searched, string[]>;

const countryOnly = precisions.indexOf('country');

interface Candidate {
  kind: Searched;
  group: number;
  fit: number;
  hosts: number;
}

/** Where places of a mask are; what is known to the country only counts where there is nothing better. */
function extentOfPlaces({ places }: Telemetry, has: (place: number) => boolean) {
  const at = (isKnown: (place: number) => boolean) => {
    const [longitudes, latitudes]: [number[], number[]] = [[], []];
    for (let place = 0; place < places.length; place++) {
      if (!has(place) || !isKnown(place) || Number.isNaN(places.latitude[place]!)) continue;
      longitudes.push(places.longitude[place]!);
      latitudes.push(places.latitude[place]!);
    }
    return extentOf(longitudes, latitudes);
  };
  return at((place) => places.precision[place] !== countryOnly) ?? at(() => true);
}

/** Finds countries, cities, networks and addresses in what an engine holds. */
export class TelemetrySearch {
  private language = '';
  private names: Names | null = null;

  constructor(private readonly index: TelemetryIndex) {}

  /** The best first: those whose name begins so, then those with more hosts. */
  find(text: string, language: string, limit: number, databases: readonly GeoDatabase[]): Found[] {
    const prefix = readPrefix(text);
    if (prefix) return [this.foundPrefix(prefix, databases)];
    const asn = /^as\s*(\d+)$/i.exec(text.trim())?.[1];
    const needle = folded(asn === undefined ? text.trim() : `AS${asn}`);
    if (needle === '') return [];
    const candidates = searched.flatMap((kind) => this.candidates(kind, needle, language));
    candidates.sort((a, b) => a.fit - b.fit || b.hosts - a.hosts);
    return candidates.slice(0, limit).map((candidate) => this.foundGroup(candidate));
  }

  private namesIn(language: string): Names {
    if (this.names && this.language === language) return this.names;
    const { index } = this;
    const [countries, cities, networks] = searched.map((kind) => index.byDimension(kind));
    this.language = language;
    this.names = {
      country: countries!.keys.map((key) => key && folded(countryName(key, language))),
      city: cities!.labels.map(folded),
      network: networks!.labels.map(folded),
    };
    return this.names;
  }

  private candidates(kind: Searched, needle: string, language: string): Candidate[] {
    const { index } = this;
    const { grouping, keys } = index.byDimension(kind);
    const hosts = index.count({}, grouping, 'hosts');
    const names = this.namesIn(language)[kind];
    return names.flatMap((name, group) => {
      const isNone = keys[group] === '' || hosts[group] === 0;
      const fit = isNone ? 4 : fitOf(name, needle);
      return fit < 4 ? [{ kind, group, fit, hosts: hosts[group]! }] : [];
    });
  }

  private foundGroup({ kind, group, hosts }: Candidate): Found {
    const { telemetry } = this.index;
    const { grouping, keys, labels } = this.index.byDimension(kind);
    const inGroup = new Uint8Array(telemetry.places.length);
    if (grouping.kind === 'place') {
      grouping.ofPlace.forEach((of, place) => {
        if (of === group && place > 0) inGroup[place - 1] = 1;
      });
    } else if (grouping.kind === 'host') {
      const { place, length } = telemetry.hosts;
      for (let host = 0; host < length; host++) {
        if (grouping.ofHost[host] === group && place[host]! > 0) inGroup[place[host]! - 1] = 1;
      }
    }
    const key = keys[group]!;
    const country = kind === 'network' ? '' : key.slice(0, 2);
    const extent = extentOfPlaces(telemetry, (place) => inGroup[place] === 1);
    return { kind, key, name: labels[group]!, country, hosts, extent };
  }

  private foundPrefix(prefix: Prefix, databases: readonly GeoDatabase[]): Found {
    const { telemetry } = this.index;
    const { from, to } = hostsOfPrefix(telemetry.hosts, prefix);
    const inPrefix = new Uint8Array(telemetry.places.length + 1);
    for (let host = from; host < to; host++) inPrefix[telemetry.hosts.place[host]!] = 1;
    const word = askDatabases(databases, prefix.first);
    const { place } = word;
    const isPlaced = place !== null && Number.isFinite(place.latitude);
    const extent =
      extentOfPlaces(telemetry, (at) => inPrefix[at + 1] === 1) ??
      (isPlaced ? extentOf([place.longitude], [place.latitude]) : null);
    const { text } = prefix;
    const country = place?.country ?? '';
    return {
      kind: 'address',
      key: text,
      name: text,
      country,
      hosts: to - from,
      extent,
      told: word,
    };
  }
}
