const known = new Map<string, Intl.DisplayNames>();

/** Name of a country in a language, by the runtime; the code itself where it knows none. */
export function countryName(code: string, language: string): string {
  try {
    const names = known.get(language) ?? new Intl.DisplayNames([language], { type: 'region' });
    known.set(language, names);
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
