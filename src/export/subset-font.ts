/** The calls of HarfBuzz's subsetter (WebAssembly without imports); pointers are numbers. */
interface Subsetter {
  memory: WebAssembly.Memory;
  _initialize(): void;
  malloc(size: number): number;
  hb_blob_create(data: number, size: number, mode: number, user: number, destroy: number): number;
  hb_blob_get_data(blob: number, length: number): number;
  hb_blob_get_length(blob: number): number;
  hb_face_create(blob: number, index: number): number;
  hb_face_reference_blob(face: number): number;
  hb_set_add(set: number, value: number): void;
  hb_subset_input_create_or_fail(): number;
  hb_subset_input_unicode_set(input: number): number;
  hb_subset_input_set(input: number, kind: number): number;
  hb_subset_input_set_flags(input: number, flags: number): void;
  hb_subset_or_fail(face: number, input: number): number;
}

const READ_ONLY = 1;
/** HB_SUBSET_FLAGS_NO_HINTING: pictures are large, and hints are half of a font. */
const NO_HINTING = 1;
/** HB_SUBSET_SETS_LAYOUT_FEATURE_TAG */
const FEATURES = 6;

const tag = (name: string) =>
  [...name].reduce((code, letter) => code * 256 + letter.charCodeAt(0), 0);

/**
 * The part of a TrueType font that some texts need, with its kerning and figures of equal width.
 *
 * @param wasm HarfBuzz's subsetter
 * @throws Error where the font cannot be cut
 */
export async function subsetFont(
  wasm: Uint8Array,
  font: Uint8Array,
  texts: Iterable<string>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { instance } = await WebAssembly.instantiate(wasm as Uint8Array<ArrayBuffer>);
  const hb = instance.exports as unknown as Subsetter;
  hb._initialize();
  const data = hb.malloc(font.length);
  new Uint8Array(hb.memory.buffer).set(font, data);
  const face = hb.hb_face_create(hb.hb_blob_create(data, font.length, READ_ONLY, 0, 0), 0);
  const input = hb.hb_subset_input_create_or_fail();
  const kept = hb.hb_subset_input_unicode_set(input);
  const points = new Set([...texts].flatMap((text) => Array.from(text, (c) => c.codePointAt(0)!)));
  for (const point of [...points].sort((a, b) => a - b)) hb.hb_set_add(kept, point);
  hb.hb_set_add(hb.hb_subset_input_set(input, FEATURES), tag('tnum'));
  hb.hb_subset_input_set_flags(input, NO_HINTING);
  const subset = hb.hb_subset_or_fail(face, input);
  if (subset === 0) throw new Error('The bundled font could not be cut to the letters needed.');
  const blob = hb.hb_face_reference_blob(subset);
  const from = hb.hb_blob_get_data(blob, 0);
  // The instance goes with its memory; nothing in it needs to be freed.
  return new Uint8Array(hb.memory.buffer).slice(from, from + hb.hb_blob_get_length(blob));
}
