import { useState } from 'react';
import * as v from 'valibot';
import { draftOf, lookSchema, usualLook, type Draft, type Look } from './export/draft.ts';
import type { Presets } from './export/preset-fields.tsx';
import type { Summary } from './model/source.ts';
import { dataTitle } from './panels/heading-words.ts';
import { usualSubtitle } from './picture-parts.ts';
import { useChoices } from './state/store.ts';

const KEY = 'infection-atlas-looks';
/** The look of the last picture stands under this name. */
const LAST = '';

const keptSchema = v.record(v.string(), lookSchema);

function readLooks(): Record<string, Look> {
  try {
    const parsed = v.safeParse(keptSchema, JSON.parse(localStorage.getItem(KEY) ?? '{}'));
    return parsed.success ? parsed.output : {};
  } catch {
    return {};
  }
}

/** Without a place to keep them in, looks hold for this visit. */
function keepLooks(looks: Record<string, Look>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(looks));
  } catch {
    // What cannot be kept is still in use.
  }
}

/** What of a draft is a look. */
function lookOf(draft: Look): Look {
  return v.parse(lookSchema, draft);
}

/** The draft of a picture: that of a session, or a new one in the last picture's look; and the looks that were saved. */
export function useDraft(summary: Summary, theme: 'dark' | 'light', restored: Draft | null) {
  const [looks, setLooks] = useState(readLooks);
  const [draft, setOwn] = useState<Draft>(() => {
    if (restored) return restored;
    const choices = useChoices.getState();
    const { camera } = choices;
    const words = { title: dataTitle(summary), subtitle: usualSubtitle(summary, choices) };
    const first = draftOf(looks[LAST] ?? { ...usualLook, theme }, words);
    return camera === null ? first : { ...first, view: { kind: 'current' } };
  });
  const change = (next: Record<string, Look>) => {
    setLooks(next);
    keepLooks(next);
  };
  const setDraft = (next: Draft) => {
    setOwn(next);
    change({ ...looks, [LAST]: lookOf(next) });
  };
  const { [LAST]: _last, ...saved } = looks;
  const presets: Presets = {
    ...{ saved, usual: { ...usualLook, theme } },
    save: (name, look) => change({ ...looks, [name]: lookOf(look) }),
    remove(name) {
      const { [name]: _gone, ...rest } = looks;
      change(rest);
    },
  };
  return { draft, setDraft, presets };
}
