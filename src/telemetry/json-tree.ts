/** A record of a JSON file as names and values, in the order of its keys. */
export interface FlatRecord {
  name: string;
  path: string[];
  text: string;
}

const DEEPEST = 8;

/** The key of a record that is a member of an object, and the member's value, as one record. */
export function flattenMember(key: string, value: unknown, keyName = 'key'): FlatRecord[] {
  const values = flatten(value).map((each) =>
    each.path.length === 0 ? { ...each, name: /^\d+$/.test(each.text) ? 'count' : 'value' } : each,
  );
  return [{ name: keyName, path: ['{}'], text: key }, ...values];
}

/** A record that is a list: every place is a column, named or by its number. */
export function flattenRow(row: readonly unknown[], names: readonly string[]): FlatRecord[] {
  return row.flatMap((cell, place) => {
    const own = names[place] ?? '';
    return flatten(cell).map(({ name, path, text }) => ({
      name: name === '' ? own : `${own}.${name}`,
      path: [`[${place}]`, ...path],
      text,
    }));
  });
}

/** Keys around a whole record: of Elasticsearch's hits, and of Splunk's results. */
const wrappers = new Set(['_source', 'result']);

/** Name of a path: keys with dots, '[]' for the elements of a list; without what only wraps a record. */
function nameOf(path: readonly string[]): string {
  const own = path.length > 1 && wrappers.has(path[0]!) ? path.slice(1) : path;
  return own.reduce(
    (name, key) => (key === '[]' ? `${name}[]` : name === '' ? key : `${name}.${key}`),
    '',
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as text; '' for null, and for what holds other values. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The values of a record, those of nested records and lists too; several of one list as one text with blanks. */
export function flatten(value: unknown): FlatRecord[] {
  const found = new Map<string, FlatRecord>();
  const visit = (part: unknown, path: string[]) => {
    if (path.length > DEEPEST) return;
    if (Array.isArray(part)) part.forEach((element) => visit(element, [...path, '[]']));
    else if (isRecord(part)) {
      for (const [key, inner] of Object.entries(part)) visit(inner, [...path, key]);
    } else {
      const name = nameOf(path);
      const text = textOf(part);
      const old = found.get(name);
      if (old) old.text += old.text === '' ? text : ` ${text}`;
      else found.set(name, { name, path, text });
    }
  };
  visit(value, []);
  return [...found.values()];
}
