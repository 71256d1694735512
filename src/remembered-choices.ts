import * as v from 'valibot';
import { roles } from './model/roles.ts';
import type { ImportOverride } from './model/import-plan.ts';

const KEY = 'infection-atlas-columns';
/** Sets of columns that are remembered; the one that was not used for the longest time goes first. */
const MOST = 100;

/** The place where choices are kept. */
export type ChoiceStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const position = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0)));
const choicesSchema = v.strictObject({
  columns: v.optional(v.strictObject(v.entriesFromList(roles, v.optional(position)))),
  ignored: v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(0)))),
  delimiter: v.optional(v.pipe(v.string(), v.maxLength(8))),
  header: v.optional(v.boolean()),
  subject: v.optional(v.picklist(['hosts', 'servers', 'both', 'aside'])),
  zone: v.optional(v.pipe(v.string(), v.maxLength(64))),
  dateOrder: v.optional(v.picklist(['day-first', 'month-first'])),
  dateSystem: v.optional(v.picklist([1900, 1904])),
  weightNetworks: v.optional(v.boolean()),
  useFileDate: v.optional(v.boolean()),
});
const storedSchema = v.array(v.tuple([v.string(), choicesSchema]));
type Stored = [key: string, choices: ImportOverride][];

/**
 * What was chosen for files with the same columns, in this browser. Only roles and choices are kept, under a number made of
 * the columns' names: neither the names nor anything else of a file.
 */
export class RememberedChoices {
  constructor(private readonly storage: () => ChoiceStorage | null) {}

  recall(key: string): ImportOverride | null {
    return this.read().find(([own]) => own === key)?.[1] ?? null;
  }

  remember(key: string, choices: ImportOverride): void {
    if (key === '') return;
    const others = this.read().filter(([own]) => own !== key);
    this.write([[key, choices] as Stored[number], ...others].slice(0, MOST));
  }

  forget(key: string): void {
    this.write(this.read().filter(([own]) => own !== key));
  }

  private read(): Stored {
    try {
      const text = this.storage()?.getItem(KEY) ?? '[]';
      const read = v.safeParse(storedSchema, JSON.parse(text));
      // What another version wrote is as good as nothing.
      return read.success ? (read.output as Stored) : [];
    } catch {
      return [];
    }
  }

  private write(stored: Stored): void {
    try {
      if (stored.length === 0) this.storage()?.removeItem(KEY);
      else this.storage()?.setItem(KEY, JSON.stringify(stored));
    } catch {
      // A browser that stores nothing asks again.
    }
  }
}

/** What this browser remembers. */
export const rememberedChoices = new RememberedChoices(() => globalThis.localStorage ?? null);
