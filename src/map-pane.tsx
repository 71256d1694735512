import { useCallback, useMemo, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { DensityClient } from './density/density-client.ts';
import { AtlasMap } from './map/atlas-map.tsx';
import type { ServerVictims } from './map/atlas-map-props.ts';
import type { DrawingChange } from './map/drawing-control.tsx';
import type { Detail } from './map/use-drawing.ts';
import { quietServers } from './model/arcs.ts';
import { placedCells } from './model/placing.ts';
import { useRatedCountries } from './use-rated-countries.ts';
import { fitLevelOf, useWayScale } from './use-scales.ts';
import type { CellAggregate, DimensionAggregate } from './model/aggregate.ts';
import type { HexagonUnit } from './model/hexagon-unit.ts';
import type { Placing } from './model/placing.ts';
import type { Projection } from './model/projection.ts';
import type { Region } from './model/region.ts';
import type { Pile } from './model/pile.ts';
import type { C2Server } from './model/telemetry.ts';
import { callQuery, cellQuery, countriesQuery, rankingQuery, everything } from './state/queries.ts';
import { useSource } from './state/source-context.ts';
import type { Camera } from './state/choices.ts';
import { asksForCalls, type Way } from './ways/ways.ts';
import { useChoices, useCounted, useRating } from './state/store.ts';
import { useAggregate } from './state/use-aggregate.ts';
import { useInTurn } from './state/use-after-paint.ts';
import { usePiles } from './state/use-piles.ts';

/** A bound on the servers that victims are asked for. */
const MOST_SERVERS = 1000;

const noPiles: readonly Pile[] = [];
const noServers: readonly C2Server[] = [];
const noKeys: readonly string[] = [];

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

/** The answers that the map draws. */
function useMapAnswers(way: Way, level: number | null) {
  const { summary } = useSource();
  const counted = useCounted();
  const { measure } = counted;
  const servers = summary?.servers ?? noServers;
  const cells = useAggregate(level === null ? null : cellQuery(counted, level));
  const countries = useAggregate(countriesQuery(counted));
  const wholeCells = useAggregate(cellQuery({ ...everything, measure }, fitLevelOf(way)));
  const wholeCountries = useAggregate(countriesQuery({ ...everything, measure }));
  const isCalls = asksForCalls(way);
  const calls = useAggregate(isCalls ? callQuery(counted, quietServers(servers)) : null);
  const victimsQuery = servers.length > 0 ? rankingQuery(counted, 'server', MOST_SERVERS) : null;
  const victims = useAggregate(victimsQuery);
  const victimsOf = useMemo(() => makeVictimsOf(victims.data, servers), [victims.data, servers]);
  const hasLens = counted.where.server !== undefined && !countries.stale && !victims.stale;
  const lensVictims =
    hasLens && countries.data && victims.data
      ? { value: countries.data.total, total: victims.data.total }
      : null;
  return {
    summary,
    counted,
    servers,
    cells,
    countries,
    wholeCells,
    wholeCountries,
    victimsOf,
    lensVictims,
    calls: isCalls ? calls.data : null,
  };
}

/** What is chosen on the map. */
function useMapChoices() {
  return useChoices(
    useShallow(({ way, hexagonUnit, camera, smoothingKm, scaleKind, domain, ...others }) => ({
      ...{ way, hexagonUnit, camera, smoothingKm, scaleKind, domain },
      ...{ colours: others.colours, showPiles: others.showPiles, placing: others.placing },
      projection: others.projection,
      selectedServer: others.selectedServer,
      playing: others.playback.playing,
    })),
  );
}

const { choose, toggle } = useChoices.getState();
const onCamera = (camera: Camera) => choose({ camera });
const onCountry = (code: string) => toggle('country', code);
const onWay = (way: Way) => {
  if (way !== useChoices.getState().way) choose({ way, domain: null });
};
const onProjection = (projection: Projection) => choose({ projection });
const onHexagonUnit = (hexagonUnit: HexagonUnit) => choose({ hexagonUnit, domain: null });
const onDrawing = (change: DrawingChange) =>
  choose('scaleKind' in change ? { ...change, domain: null } : change);
const onRegion = (region: Region) => choose({ region });
const onPlacing = (placing: Placing) => choose({ placing });
const onLens = (server: readonly string[]) => {
  const { server: _, ...where } = useChoices.getState().where;
  choose({ where: server.length === 0 ? where : { ...where, server } });
};
const onServer = (selectedServer: string | null) => choose({ selectedServer });

/** The map with its answers: asks the source what the choices say, and writes what is chosen on the map. */
export function MapPane(props: {
  client: DensityClient;
  theme: 'dark' | 'light';
  onContextLost: (message: string) => void;
  onContextRestored: () => void;
}) {
  const { client, theme, onContextLost, onContextRestored } = props;
  const { way, hexagonUnit, camera, smoothingKm, scaleKind, domain, ...chosen } = useMapChoices();
  const { selectedServer, playing, colours, showPiles, placing, projection } = chosen;
  const [detail, setDetail] = useState<Detail | null>(null);
  const { summary, counted, servers, cells, countries, ...answers } = useMapAnswers(
    way,
    detail?.level ?? null,
  );
  const without = useInTurn(counted.without);
  const region = useInTurn(counted.region);
  const piles = usePiles(showPiles) ?? noPiles;
  const placed = useMemo(() => placedCells(cells.data, placing), [cells.data, placing]);
  const { source } = useSource();
  const onSpent = useCallback((spent: CellAggregate) => source.giveBack?.(spent), [source]);
  const wholeCells = answers.wholeCells.data;
  const wholePlaced = useMemo(() => placedCells(wholeCells, placing), [wholeCells, placing]);
  const rating = useRating();
  const counts = { kept: countries.data, whole: answers.wholeCountries.data };
  const rated = useRatedCountries(counted, counts, way === 'countries');

  const { scale, isFitting } = useWayScale(
    client,
    {
      ...{ way, smoothingKm, hexagonUnit, colours },
      kind: scaleKind,
      cells: wholePlaced,
      countries: way === 'countries' ? rated.whole : answers.wholeCountries.data,
      quantity: rating.quantity,
      resolution: detail?.resolution ?? 0,
    },
    domain,
    theme,
  );
  const onLockDomain = useCallback(
    (locked: boolean) => choose({ domain: locked && scale ? scale.domain : null }),
    [scale],
  );

  return (
    <AtlasMap
      {...{
        way,
        projection,
        hexagonUnit,
        colours,
        scaleKind,
        theme,
        camera,
        smoothingKm,
        scale,
        servers,
        selectedServer,
      }}
      measure={counted.measure}
      language={navigator.language}
      cells={placed}
      onSpent={onSpent}
      placing={placing}
      onPlacing={onPlacing}
      stale={cells.stale && cells.data !== null && !playing}
      densityClient={client}
      domainLocked={domain !== null}
      isFitting={isFitting && domain === null}
      countries={countries.data}
      shaded={rated.shaded}
      rating={rating}
      region={region}
      piles={piles}
      without={without}
      calls={answers.calls}
      lensVictims={answers.lensVictims}
      lens={counted.where.server ?? noKeys}
      namesServers={summary?.dimensions.includes('server') ?? false}
      selectedCountries={counted.where.country ?? noKeys}
      victimsOf={answers.victimsOf}
      reconstruction={summary?.reconstruction ?? false}
      dbIp={summary?.databases.some((database) => database.needsDbIpAttribution) ?? false}
      onDetail={setDetail}
      {...{
        onDrawing,
        onWay,
        onProjection,
        onHexagonUnit,
        onCamera,
        onCountry,
        onRegion,
        onServer,
        onLens,
        onLockDomain,
        onContextLost,
        onContextRestored,
      }}
    />
  );
}
