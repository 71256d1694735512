const LETTERS = 26;
const A = 65;

/** Number of country codes, 0 ("none") included. */
export const COUNTRY_CODES = LETTERS * LETTERS + 1;

/** Two letters that name no country: unknown, the European Union, and the Asia-Pacific region of old registries. */
const noCountry = new Set(['ZZ', 'XX', 'EU', 'AP']);

/** Number of a country: of its ISO 3166-1 alpha-2 code in whatever case; 0 for what is none. */
export function countryCodeOf(text: string): number {
  const code = text.trim().toUpperCase();
  if (!/^[A-Z]{2}$/.test(code) || noCountry.has(code)) return 0;
  return (code.charCodeAt(0) - A) * LETTERS + code.charCodeAt(1) - A + 1;
}

/** The ISO code in capitals of a number; '' for 0. */
export function countryOfCode(code: number): string {
  if (code === 0) return '';
  const at = code - 1;
  return String.fromCharCode(A + Math.floor(at / LETTERS), A + (at % LETTERS));
}
