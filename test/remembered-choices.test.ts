import { describe, expect, it } from 'vitest';
import { columnsKey } from '../src/columns-key.ts';
import { RememberedChoices, type ChoiceStorage } from '../src/remembered-choices.ts';

function makeStorage(text: string | null = null) {
  const held = { text };
  const storage: ChoiceStorage = {
    getItem: () => held.text,
    setItem: (_, value) => (held.text = value),
    removeItem: () => (held.text = null),
  };
  return { held, remembered: new RememberedChoices(() => storage) };
}
const columns = (...names: string[]) => names.map((name) => ({ name }));
const key = columnsKey(columns('when', 'client_ip', 'login'));
const choices = {
  columns: { address: 1, time: null },
  zone: 'Europe/Vienna',
  dateOrder: 'day-first',
} as const;

describe('remembered choices', () => {
  it('come back for the same columns alone', () => {
    const { remembered } = makeStorage();
    expect(remembered.recall(key)).toBe(null);
    remembered.remember(key, choices);
    expect(remembered.recall(key)).toEqual(choices);
    for (const other of [
      columns('client_ip', 'when', 'login'),
      columns('when', 'client_ip'),
      columns('when,client_ip', 'login'),
    ]) {
      expect(remembered.recall(columnsKey(other))).toBe(null);
    }
  });

  it('hold no name and no value of a file', () => {
    const { held, remembered } = makeStorage();
    remembered.remember(key, choices);
    expect(held.text).not.toMatch(/when|client|login/);
  });

  it('can be forgotten, and leave nothing then', () => {
    const { held, remembered } = makeStorage();
    remembered.remember(key, choices);
    remembered.forget(key);
    expect(remembered.recall(key)).toBe(null);
    expect(held.text).toBe(null);
  });

  it('are none for files without names of columns', () => {
    const { held, remembered } = makeStorage();
    remembered.remember(columnsKey(columns('', '')), choices);
    expect(held.text).toBe(null);
  });

  it('are not endless: the oldest go', () => {
    const { remembered } = makeStorage();
    const keys = Array.from({ length: 120 }, (_, i) => columnsKey(columns(`c${i}`)));
    for (const each of keys) remembered.remember(each, choices);
    expect(remembered.recall(keys[0]!)).toBe(null);
    expect(remembered.recall(keys[119]!)).toEqual(choices);
  });

  it('are none where something else was stored, or storing is not allowed', () => {
    for (const text of ['nonsense', '{}', `[["${key}",{"columns":{"address":"1"}}]]`]) {
      expect(makeStorage(text).remembered.recall(key)).toBe(null);
    }
    const locked = new RememberedChoices(() => {
      throw new Error('not allowed');
    });
    locked.remember(key, choices);
    expect(locked.recall(key)).toBe(null);
  });
});
