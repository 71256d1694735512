/** Text whose characters are the bytes, so that values keep their bytes in any encoding. */
export function bytesAsText(bytes: Uint8Array): string {
  let text = '';
  const PIECE = 1 << 13;
  for (let at = 0; at < bytes.length; at += PIECE) {
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return text;
}

/** The bytes of such a text. */
export function textAsBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
