import { canEncodeVideo, type VideoCodec } from 'mediabunny';

/** How a film is encoded: the container by its ending, and the codec in it. */
export interface VideoKind {
  ending: 'mp4' | 'webm';
  codec: VideoCodec;
  name: string;
}

const mp4: VideoKind = { ending: 'mp4', codec: 'avc', name: 'MP4 with H.264' };
const webm: VideoKind = { ending: 'webm', codec: 'vp9', name: 'WebM with VP9' };
const others: readonly VideoKind[] = [
  { ending: 'mp4', codec: 'av1', name: 'MP4 with AV1' },
  { ending: 'webm', codec: 'vp8', name: 'WebM with VP8' },
];

/** What to try, in this order, for the container that was asked for. */
export function videoKinds(asked: string): VideoKind[] {
  return asked === 'webm' ? [webm, mp4, ...others] : [mp4, webm, ...others];
}

/** The first kind that this browser encodes at a size; null where it encodes none. */
export async function chooseVideoKind(
  asked: string,
  size: { width: number; height: number },
  canEncode: (codec: VideoCodec, size: object) => Promise<boolean> = canEncodeVideo,
): Promise<VideoKind | null> {
  if (!('VideoEncoder' in globalThis)) return null;
  for (const kind of videoKinds(asked)) if (await canEncode(kind.codec, size)) return kind;
  return null;
}
