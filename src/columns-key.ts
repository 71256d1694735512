import type { ImportColumn } from './model/import-plan.ts';

/** 64 bits of a text as hexadecimal digits: two FNV-1a sums with different beginnings. */
function hashOf(text: string): string {
  return [0x811c9dc5, 0x2f6b1d3a]
    .map((start) => {
      let sum = start;
      for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
      return (sum >>> 0).toString(16).padStart(8, '0');
    })
    .join('');
}

/** What stands for the names of a file's columns, in their order; '' where they have none. */
export function columnsKey(columns: readonly Pick<ImportColumn, 'name'>[]): string {
  const names = columns.map(({ name }) => name);
  return names.some((name) => name !== '') ? hashOf(names.join('\u001f')) : '';
}
