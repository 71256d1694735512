/** Which texts of a dictionary say that a sinkhole was called; each is looked at once. */
export class SinkholeWords {
  private readonly known: boolean[] = [];
  private readonly texts: { text(code: number): string };

  constructor(texts: { text(code: number): string }) {
    this.texts = texts;
  }

  has(code: number): boolean {
    return (this.known[code] ??= /sinkhole/i.test(this.texts.text(code)));
  }
}
