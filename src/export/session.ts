import * as v from 'valibot';
import { InputError } from '../model/input-error.ts';
import type { Choices } from '../state/choices.ts';
import { readLink, writeLink } from '../state/url.ts';
import { draftSchema, type Draft } from './draft.ts';

const FORMAT = 'infection-atlas-session';
const VERSION = 1;
/** Ending of a session's file. */
export const SESSION_ENDING = 'atlas.json';

const dataSchema = v.object({
  name: v.string(),
  bytes: v.pipe(v.number(), v.minValue(0)),
  /** Lower-case hexadecimal; null where it was not computed. */
  sha256: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
});

const position = v.tuple([v.number(), v.number()]);
const regionSchema = v.object({
  kind: v.literal('polygon'),
  ring: v.pipe(v.array(position), v.minLength(3)),
});

const sessionSchema = v.object({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  /** What was chosen, as the fragment of a link. */
  view: v.string(),
  /** An area that a link does not hold. */
  area: v.optional(regionSchema),
  picture: v.nullable(draftSchema),
  data: v.array(dataSchema),
  databases: v.array(v.object({ name: v.string(), type: v.string(), built: v.string() })),
  reconstruction: v.boolean(),
});

/** A file of the data as it is named: never the data itself. */
export type DataName = v.InferOutput<typeof dataSchema>;

/** What restores a view and a picture of it. */
export interface Session {
  choices: Partial<Choices>;
  picture: Draft | null;
  data: DataName[];
  databases: { name: string; type: string; built: string }[];
  reconstruction: boolean;
}

/** A session as text: for a file, and for the metadata of pictures. The same session gives the same text. */
export function writeSession({
  choices,
  ...rest
}: Omit<Session, 'choices'> & { choices: Choices }): string {
  const { region } = choices;
  const area = region?.kind === 'polygon' ? region : undefined;
  const { picture, data, databases, reconstruction } = rest;
  return JSON.stringify({
    ...{ format: FORMAT, version: VERSION, view: writeLink(choices) },
    ...(area && { area }),
    ...{ picture, data, databases, reconstruction },
  });
}

/** Whether a text may be a session: whatever else it is, it is not telemetry. */
export function isSessionText(text: string): boolean {
  return text.slice(0, 200).includes(`"${FORMAT}"`);
}

/**
 * Reads a session's text.
 * @throws InputError that says what was found, where it is damaged or of another version
 */
export function readSession(text: string, name: string): Session {
  const expected = `a session of version ${VERSION}, as this page saves them.`;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InputError(`The session in "${name}" is damaged: it is not JSON.`, expected);
  }
  const version = (json as { version?: unknown } | null)?.version;
  if (version !== undefined && version !== VERSION) {
    throw new InputError(
      `The session in "${name}" has version ${JSON.stringify(version)}.`,
      expected,
    );
  }
  const parsed = v.safeParse(sessionSchema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const where = v.getDotPath(issue) ?? 'its top';
    throw new InputError(
      `The session in "${name}" is not valid at ${where}: ${issue.message}`,
      expected,
    );
  }
  const { view, area, picture, data, databases, reconstruction } = parsed.output;
  const choices: Partial<Choices> = { ...readLink(view), ...(area && { region: area }) };
  return { choices, picture, data, databases, reconstruction };
}
