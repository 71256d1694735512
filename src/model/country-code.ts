const LETTERS = 26;
const A = 65;

/** Number of country codes, 0 ("none") included. */
export const COUNTRY_CODES = LETTERS * LETTERS + 1;

/** Two letters that name no country: unknown, the European Union, and the Asia-Pacific region of old registries. */
const noCountry = ['ZZ', 'XX', 'EU', 'AP'];
const unknown = new Set(
  noCountry.map((text) => (text.charCodeAt(0) - A) * LETTERS + text.charCodeAt(1) - A + 1),
);

/** Number of a country by the bytes of two ASCII letters in whatever case; 0 for what is none. */
export function countryCodeOfBytes(first: number, second: number): number {
  const [a, b] = [(first & 0xdf) - A, (second & 0xdf) - A];
  if (a < 0 || a >= LETTERS || b < 0 || b >= LETTERS) return 0;
  const code = a * LETTERS + b + 1;
  return unknown.has(code) ? 0 : code;
}

/** Number of a country: of its ISO 3166-1 alpha-2 code in whatever case; 0 for what is none. */
export function countryCodeOf(text: string): number {
  const code = text.trim();
  return /^[A-Za-z]{2}$/.test(code)
    ? countryCodeOfBytes(code.charCodeAt(0), code.charCodeAt(1))
    : 0;
}

/** The ISO code in capitals of a number; '' for 0. */
export function countryOfCode(code: number): string {
  if (code === 0) return '';
  const at = code - 1;
  return String.fromCharCode(A + Math.floor(at / LETTERS), A + (at % LETTERS));
}
