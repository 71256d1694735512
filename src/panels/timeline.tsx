import './timeline.css';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { Close, Pause, Play } from '../icons/icons.ts';
import { Button, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { TimeAggregate } from '../model/aggregate.ts';
import { measureWords } from '../model/measure.ts';
import type { Measure } from '../model/query.ts';
import { DAY, isoTime, type Milliseconds, type TimeRange } from '../model/time.ts';
import { everything, timelineQuery } from '../state/queries.ts';
import { lifetimesOf } from '../model/server-lens.ts';
import { useSource } from '../state/source-context.ts';
import { useChoices, useCounted } from '../state/store.ts';
import { useAfterPaint, useInTurn } from '../state/use-after-paint.ts';
import { useAggregate } from '../state/use-aggregate.ts';
import { formatCount, formatDate } from './format-number.ts';
import { TimeFields } from './time-fields.tsx';
import { binLength, wholeBins } from '../state/time-bins.ts';
import { binWords } from './timeline-bins.ts';
import { TimelineChart, type TimelineEvent } from './timeline-chart.tsx';
import { usePlayback } from './use-playback.ts';

/** Lengths of the playback's window and its speeds, in bins. */
const windows = [1, 7, 14, 30];
const speeds = [1, 3, 7, 14, 30];

/** Measures that can be counted when they are new; a hit is always new. */
function canBeNew(measure: Measure): boolean {
  return measure !== 'hits' && measure !== 'events' && measure !== 'meanDailyHosts';
}

/** What the bars count: "New machines a day". */
export function timelineTitle(
  measure: Measure,
  counting: 'new' | 'active',
  interval: Milliseconds,
): string {
  const unit = measure === 'meanDailyHosts' ? 'addresses' : measureWords[measure].unit;
  const kind = !canBeNew(measure) ? '' : counting === 'new' ? 'New ' : 'Active ';
  const title = `${kind}${unit} ${binWords(interval)}`;
  return title.charAt(0).toUpperCase() + title.slice(1);
}

function binName(start: Milliseconds, interval: Milliseconds): string {
  return interval === DAY ? formatDate(start) : isoTime(start).slice(0, 16).replace('T', ' ');
}

/** What a bin says: its time and its number, or that no row of the data is in it. */
function binSays(bins: TimeAggregate, hits: TimeAggregate | null, bin: number | null): string {
  if (bin === null || bin >= bins.value.length) return 'UTC';
  const start = bins.start + bin * bins.interval;
  const other = hits ? Math.round((start - hits.start) / hits.interval) : -1;
  const isGap = hits?.value[other] === 0;
  const said = isGap ? 'no row in the data' : formatCount(bins.value[bin]!);
  return `${binName(start, bins.interval)}: ${said}`;
}

function PlaybackControls({
  interval,
  onToggle,
}: {
  interval: Milliseconds;
  onToggle: () => void;
}) {
  const playback = useChoices((state) => state.playback);
  const choose = useChoices((state) => state.choose);
  const bin = binWords(interval).split(' ')[1] ?? 'bin';
  const Icon = playback.playing ? Pause : Play;
  const set = (change: Partial<typeof playback>) =>
    choose({ playback: { ...playback, ...change } });
  return (
    <div className="playback" role="group" aria-label="Playback">
      <Button className="button bare" onPress={onToggle}>
        <Icon size={14} aria-hidden="true" />
        {playback.playing ? 'Stop' : 'Play'}
      </Button>
      <select
        className="field"
        aria-label="Window of the playback"
        value={playback.windowBins}
        onChange={(event) => set({ windowBins: Number(event.target.value) })}
      >
        {windows.map((length) => (
          <option key={length} value={length}>
            {length}-{bin} window
          </option>
        ))}
      </select>
      <select
        className="field"
        aria-label="Speed of the playback"
        value={playback.binsPerSecond}
        onChange={(event) => set({ binsPerSecond: Number(event.target.value) })}
      >
        {speeds.map((speed) => (
          <option key={speed} value={speed}>
            {speed} {speed === 1 ? bin : `${bin}s`} a second
          </option>
        ))}
      </select>
    </div>
  );
}

function CountingSwitch() {
  const counting = useChoices((state) => state.counting);
  const choose = useChoices((state) => state.choose);
  return (
    <ToggleButtonGroup
      aria-label="Count in each bin"
      className="segments small-segments"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[counting]}
      onSelectionChange={(keys) => {
        for (const key of keys) choose({ counting: key as 'new' | 'active' });
      }}
    >
      <ToggleButton id="new" className="segment">
        New
      </ToggleButton>
      <ToggleButton id="active" className="segment">
        Active
      </ToggleButton>
    </ToggleButtonGroup>
  );
}

/** Lives of the servers that are chosen, or else of those whose card is open. */
function useLifetimes() {
  const { summary } = useSource();
  const chosen = useChoices((state) => state.where.server);
  const card = useChoices((state) => state.selectedServer);
  const servers = summary?.servers;
  return useMemo(() => {
    if (!servers) return [];
    const ofCard = servers.filter(
      ({ address, country }) => card === address || card === `country:${country}`,
    );
    return lifetimesOf(servers, chosen ?? ofCard.map(({ address }) => address));
  }, [servers, chosen, card]);
}

function Dated(props: {
  bounds: TimeRange;
  interval: Milliseconds;
  events: readonly TimelineEvent[];
}) {
  const { bounds, interval, events } = props;
  const counted = useCounted();
  const counting = useChoices((state) => state.counting);
  const { data: bins } = useAggregate(timelineQuery({ ...counted, counting }, interval));
  const measure = useInTurn(counted.measure);
  const time = useInTurn(counted.time);
  const allHits = timelineQuery({ ...everything, measure: 'hits', counting: 'active' }, interval);
  const { data: hits } = useAggregate(allHits);
  const lifetimes = useAfterPaint(useLifetimes());
  const [hovered, setHovered] = useState<number | null>(null);
  const toggle = usePlayback(bounds, interval);
  const still = (range: TimeRange | null) => {
    const { playback, choose } = useChoices.getState();
    choose({ time: range, playback: { ...playback, playing: false } });
  };
  const press = (event: KeyboardEvent) => {
    const onControl =
      event.target instanceof Element && event.target.closest('button, select, input');
    if (event.key === ' ' && !onControl) {
      event.preventDefault();
      toggle();
    } else if (event.key === 'Escape' && useChoices.getState().playback.playing) {
      event.stopPropagation();
      toggle();
    }
  };
  return (
    <div className="timeline" onKeyDown={press}>
      <div className="timeline-head">
        <h2>{timelineTitle(measure, counting, interval)}</h2>
        <span className="small timeline-readout">
          {bins ? binSays(bins, hits, hovered) : 'UTC'}
        </span>
        {canBeNew(measure) && <CountingSwitch />}
        <PlaybackControls interval={interval} onToggle={toggle} />
        <TimeFields {...{ bounds, interval }} time={time ?? bounds} onTime={still} />
        <Button
          className="button bare"
          aria-label="Show all times"
          isDisabled={time === null}
          onPress={() => still(null)}
        >
          <Close size={14} aria-hidden="true" />
        </Button>
      </div>
      {bins ? (
        <TimelineChart
          {...{ bins, hits, bounds, interval, events, lifetimes, time }}
          onTime={still}
          onHover={setHovered}
        />
      ) : (
        <div className="timeline-chart" aria-busy="true" />
      )}
    </div>
  );
}

/** The telemetry over time: a histogram, a brush, typed ends and playback. */
export function Timeline({ events }: { events: readonly TimelineEvent[] }) {
  const { summary } = useSource();
  const first = summary?.time?.first;
  const last = summary?.time?.last;
  const frame = useMemo(() => {
    if (first === undefined || last === undefined) return null;
    const interval = binLength({ start: first, end: last });
    return { interval, bounds: wholeBins(first, last, interval) };
  }, [first, last]);
  if (frame) return <Dated {...frame} events={events} />;
  return (
    <div className="timeline timeline-none small">
      {summary && summary.ledger.hits > 0 && 'No row carries a time: there is no timeline to show.'}
    </div>
  );
}
