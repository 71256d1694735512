import { describe, expect, it } from 'vitest';
import { stepWords } from '../../src/panels/step-words.ts';
import { initialChoices } from '../../src/state/choices.ts';
import {
  changedKeys,
  firstStep,
  withStep,
  type Chosen,
  type Steps,
} from '../../src/state/steps.ts';

const { playback: _, ...start } = initialChoices;
const moved = (zoom: number) => ({ camera: { longitude: 1, latitude: 2, zoom } });

/** Steps after changes, one after the other. */
function made(...changes: Partial<Chosen>[]): Steps {
  return changes.reduce<Steps>(
    (steps, change, n) => {
      const chosen = { ...steps.list[steps.at]!.chosen, ...change };
      return withStep(steps, chosen, n + 1)?.steps ?? steps;
    },
    firstStep(start, 0),
  );
}

const wordsOf = ({ list }: Steps) => list.map((step, n) => stepWords(step, list[n - 1]));

describe('steps', () => {
  it('are told in words', () => {
    const steps = made(
      { where: { country: ['TR'] } },
      { where: { country: ['TR', 'GB'], family: ['Simda'] } },
      { way: 'hexagons', domain: null },
      { where: { family: ['Simda'] } },
      { measure: 'hosts', domain: null },
      { time: { start: Date.UTC(2015, 0, 1), end: Date.UTC(2015, 0, 8) } },
      { projection: 'globe' },
      moved(3),
      { selectedServer: 'country:NL' },
    );
    expect(wordsOf(steps)).toEqual([
      'Beginning',
      'Country: Türkiye added',
      'Country: United Kingdom added; Family: Simda added',
      'Drawn as hexagons',
      'Country: Türkiye, United Kingdom removed',
      'Counted: addresses',
      expect.stringMatching(/^Time: .*2015/),
      'Drawn on a globe',
      'Map moved',
      'Card of servers in NL',
    ]);
  });

  it('are told whatever was chosen', () => {
    for (const key of Object.keys(start) as (keyof Chosen)[]) {
      const step = { id: 1, chosen: { ...start }, changed: [key] };
      expect(stepWords(step, firstStep(start, 0).list[0]), key).not.toBe('');
    }
  });

  it('of the map that follow each other are one', () => {
    const steps = made(
      { way: 'places' },
      moved(2),
      moved(3),
      moved(4),
      { way: 'density' },
      moved(5),
    );
    expect(wordsOf(steps)).toEqual([
      ...['Beginning', 'Drawn as places', 'Map moved', 'Drawn as density', 'Map moved'],
    ]);
    expect(steps.list[2]!.chosen.camera!.zoom).toBe(4);
  });

  it('are none where nothing changed', () => {
    expect(changedKeys(start, { ...start, where: {}, without: [] })).toEqual([]);
    expect(made({ where: {} }, { time: null }).list).toHaveLength(1);
  });

  it('that were undone are forgotten with the next one', () => {
    const steps = made({ way: 'places' }, { way: 'hexagons' }, { way: 'contours' });
    const back = { ...steps, at: 1 };
    const next = withStep(back, { ...start, way: 'countries' }, 9)!;
    expect(next.isNew).toBe(true);
    expect(wordsOf(next.steps)).toEqual(['Beginning', 'Drawn as places', 'Drawn as countries']);
    expect(next.steps.at).toBe(2);
  });

  it('are bounded in number', () => {
    const many = Array.from({ length: 300 }, (_, n) => ({ smoothingKm: n + 1 }));
    const steps = made(...many);
    expect(steps.list.length).toBe(200);
    expect(steps.list.at(-1)!.chosen.smoothingKm).toBe(300);
    expect(steps.at).toBe(199);
  });
});
