/** BCP 47 tag that the reader's browser prefers: names and numbers follow it, the page's sentences are English. */
export function pageLanguage(): string {
  return globalThis.navigator?.language ?? 'en';
}
