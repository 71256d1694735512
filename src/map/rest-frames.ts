import type { Map as MapLibre } from 'maplibre-gl';

/** Asks for frames of the browser, and calls that off: what deck.gl's loop can be given for the browser's own. */
export interface AnimationFrames {
  requestAnimationFrame(draw: (time: number) => void): number;
  cancelAnimationFrame(id: number): void;
}

/** After the map's last picture its overlay goes on as usual for so long, in milliseconds. */
const AWAKE_MS = 500;
/** Then it looks so often whether there is something to draw. */
const REST_MS = 250;

/**
 * Frames for what is drawn over a map: the browser's own while the map draws, few at rest. deck.gl's loop would make and
 * throw away a list of commands in every frame of a page that nobody touches, and wake the processor for it.
 * @returns the frames, and what wakes them; `end` ends the listening to the map
 */
export function makeRestFrames(map: Pick<MapLibre, 'on' | 'off'>) {
  let awakeUntil = performance.now() + AWAKE_MS;
  /** What waits at rest. */
  let resting: { timer: ReturnType<typeof setTimeout>; go: () => void } | null = null;
  const wake = () => {
    awakeUntil = performance.now() + AWAKE_MS;
    resting?.go();
  };
  const calledOff = () => {
    if (resting) clearTimeout(resting.timer);
    resting = null;
  };
  let frame = 0;
  const frames: AnimationFrames = {
    requestAnimationFrame(draw) {
      const go = () => {
        calledOff();
        frame = requestAnimationFrame(draw);
      };
      if (performance.now() < awakeUntil) go();
      else resting = { timer: setTimeout(go, REST_MS), go };
      // deck.gl has one loop, and so one frame to call off.
      return 1;
    },
    cancelAnimationFrame() {
      calledOff();
      cancelAnimationFrame(frame);
    },
  };
  map.on('render', wake);
  return { frames, wake, end: () => map.off('render', wake) };
}
