/** The options that name databases: `--db`, or `--mmdb`, each as often as there are databases. */
export const databaseOptions = {
  db: { type: 'string', multiple: true },
  mmdb: { type: 'string', multiple: true },
} as const;

/** Paths of databases in the order in which the command line names them: the order of precedence. */
export function databasesOf(
  tokens: readonly { kind: string; name?: string; value?: string | boolean | undefined }[],
): string[] {
  return tokens.flatMap(({ kind, name, value }) =>
    kind === 'option' && (name === 'db' || name === 'mmdb') && typeof value === 'string'
      ? [value]
      : [],
  );
}
