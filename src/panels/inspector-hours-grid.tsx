import { useMemo } from 'react';
import { makeRamp } from '../density/colour-ramp.ts';
import type { HourAggregate } from '../model/aggregate.ts';
import { HOURS_A_DAY } from '../model/inspection.ts';
import { measureWords } from '../model/measure.ts';
import { filterOf } from '../state/queries.ts';
import { useChoices, useCounted } from '../state/store.ts';
import { useAggregate } from '../state/use-aggregate.ts';
import {
  eachWords,
  hourName,
  hoursMethod,
  hoursOf,
  hourWords,
  weekdays,
} from './inspector-hours.ts';
import { pageLanguage } from './language.ts';

const hoursOfDay = Array.from({ length: HOURS_A_DAY }, (_, hour) => hour);

/** A row for each weekday, a column for each hour. */
function HoursTable(props: {
  data: HourAggregate;
  hours: ReturnType<typeof hoursOf>;
  colourOf: (each: number) => string | undefined;
}) {
  const { data, hours, colourOf } = props;
  const language = pageLanguage();
  return (
    <table>
      <caption className="visually-hidden">
        {measureWords[data.measure].unit} by weekday and hour, {hoursMethod(data.measure)}
      </caption>
      <thead>
        <tr>
          <td />
          {hoursOfDay.map((hour) => (
            <th key={hour} scope="col" className="small">
              <span className="visually-hidden">{hourName(hour)} UTC</span>
              <span aria-hidden>{hour % 3 === 0 ? hourName(hour).slice(0, 2) : ''}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weekdays.map((name, weekday) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {hours.slice(weekday * HOURS_A_DAY, (weekday + 1) * HOURS_A_DAY).map((hour) => (
              <td
                key={hour.hour}
                title={hourWords(hour, data.measure, language)}
                style={{ background: colourOf(hour.each) }}
              >
                <span className="visually-hidden">{eachWords(hour.each, language)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HoursKey({ ramp, most }: { ramp: Uint8Array; most: string }) {
  return (
    <p className="inspector-hours-key small">
      <span>0</span>
      <span
        className="inspector-hours-bar"
        style={{ background: `linear-gradient(to right, ${stops(ramp)})` }}
      />
      <span>{most} (linear); empty: none</span>
    </p>
  );
}

/** The hours of the week as a grid of colours; each cell has its numbers. */
export function InspectedHoursPane({ theme }: { theme: 'dark' | 'light' }) {
  const counted = useCounted();
  const { palette, reversed } = useChoices((state) => state.colours);
  const { measure } = counted;
  const { data, stale } = useAggregate({
    ...{ filter: filterOf(counted), measure, groupBy: { by: 'hour' as const } },
  });
  const ramp = useMemo(
    () => makeRamp(theme, 'areas', { palette, reversed, opacity: 1 }),
    [theme, palette, reversed],
  );
  const language = pageLanguage();
  if (!data) return <p role="status">Counting …</p>;
  const hours = hoursOf(data);
  const most = Math.max(...hours.map(({ each }) => each));
  const colourOf = (each: number) => {
    if (each === 0 || most === 0) return undefined;
    const at = 4 * Math.round((255 * each) / most);
    return `rgb(${ramp.slice(at, at + 3).join(' ')})`;
  };
  const { unit } = measureWords[data.measure];
  return (
    <div className="inspector-hours" aria-busy={stale}>
      <p className="small">
        In {unit}. {hoursMethod(data.measure)}
      </p>
      <div className="inspector-grid" role="region" aria-label="Hours of the week" tabIndex={0}>
        <HoursTable {...{ data, hours, colourOf }} />
      </div>
      <HoursKey ramp={ramp} most={`${eachWords(most, language)} ${unit}`} />
    </div>
  );
}

function stops(ramp: Uint8Array): string {
  return [0, 32, 64, 96, 128, 160, 192, 224, 255]
    .map((at) => `rgb(${ramp.slice(4 * at, 4 * at + 3).join(' ')})`)
    .join(', ');
}
