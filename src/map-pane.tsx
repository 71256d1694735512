import { useCallback, useMemo, useState } from 'react';
import type { DensityClient } from './density/density-client.ts';
import { AtlasMap } from './map/atlas-map.tsx';
import type { ServerVictims } from './map/atlas-map-props.ts';
import { countryScale, FIT_LEVEL } from './density/fit-scale.ts';
import { useDensityScale } from './use-scales.ts';
import type { DimensionAggregate } from './model/aggregate.ts';
import type { C2Server } from './model/telemetry.ts';
import { cellQuery, countriesQuery, rankingQuery, everything } from './state/queries.ts';
import { useSource } from './state/source-context.ts';
import { useChoices } from './state/store.ts';
import { useAggregate } from './state/use-aggregate.ts';

/** A bound on the servers that victims are asked for. */
const MOST_SERVERS = 1000;

/** Victims of a server by its address; a group's key says the country, its victims are not a sum of its servers'. */
function makeVictimsOf(ranking: DimensionAggregate | null, servers: readonly C2Server[]) {
  if (!ranking) return undefined;
  const known = new Set(servers.map((server) => server.address));
  return (key: string): ServerVictims | null => {
    const index = ranking.keys.indexOf(key);
    return known.has(key) && index >= 0
      ? { value: ranking.value[index]!, total: ranking.total }
      : null;
  };
}

/** The map with its answers: asks the source what the choices say, and writes what is chosen on the map. */
export function MapPane(props: {
  client: DensityClient;
  theme: 'dark' | 'light';
  onContextLost: (message: string) => void;
  onContextRestored: () => void;
}) {
  const { client, theme, onContextLost, onContextRestored } = props;
  const { summary } = useSource();
  const choices = useChoices();
  const { measure, scaleKind, smoothingKm, choose, toggle } = choices;
  const [level, setLevel] = useState<number | null>(null);

  const cells = useAggregate(level === null ? null : cellQuery(choices, level));
  const countries = useAggregate(countriesQuery(choices));
  const wholeCells = useAggregate(cellQuery({ ...everything, measure }, FIT_LEVEL));
  const wholeCountries = useAggregate(countriesQuery({ ...everything, measure }));
  const hasServers = (summary?.servers.length ?? 0) > 0;
  const victims = useAggregate(hasServers ? rankingQuery(choices, 'server', MOST_SERVERS) : null);

  const fit = { cells: wholeCells.data, smoothingKm, kind: scaleKind };
  const scale = useDensityScale(client, fit, choices.domain, theme);
  const shading = useMemo(
    () => countryScale(wholeCountries.data, scaleKind, theme),
    [wholeCountries.data, scaleKind, theme],
  );
  const servers = useMemo(() => summary?.servers ?? [], [summary]);
  const victimsOf = useMemo(() => makeVictimsOf(victims.data, servers), [victims.data, servers]);
  const onCountry = useCallback((code: string) => toggle('country', code), [toggle]);
  const onLockDomain = useCallback(
    (locked: boolean) => choose({ domain: locked && scale ? scale.domain : null }),
    [choose, scale],
  );

  return (
    <AtlasMap
      way={choices.way}
      measure={measure}
      theme={theme}
      language={navigator.language}
      camera={choices.camera}
      cells={cells.data}
      stale={cells.stale && cells.data !== null && !choices.playback.playing}
      densityClient={client}
      smoothingKm={smoothingKm}
      scale={scale}
      countryScale={shading}
      domainLocked={choices.domain !== null}
      countries={countries.data}
      selectedCountries={choices.where.country ?? []}
      servers={servers}
      selectedServer={choices.selectedServer}
      victimsOf={victimsOf}
      reconstruction={summary?.reconstruction ?? false}
      dbIp={summary?.databases.some((database) => database.needsDbIpAttribution) ?? false}
      onCamera={(camera) => choose({ camera })}
      onLevel={setLevel}
      onCountry={onCountry}
      onServer={(selectedServer) => choose({ selectedServer })}
      onLockDomain={onLockDomain}
      onContextLost={onContextLost}
      onContextRestored={onContextRestored}
    />
  );
}
