import type { WriterOption } from './writer.ts';

/** What a video is packed in. */
export const containerOption: WriterOption = {
  id: 'container',
  label: 'Video format',
  choices: [
    { id: 'mp4', name: 'MP4 (H.264)' },
    { id: 'webm', name: 'WebM (VP9)' },
  ],
};
