import { useCallback, useEffect } from 'react';
import type { Milliseconds, TimeRange } from '../model/time.ts';
import { usePending } from '../state/pending.ts';
import { useChoices } from '../state/store.ts';
import { firstWindow, nextWindow } from '../state/playback-steps.ts';

function step(bounds: TimeRange, interval: Milliseconds): void {
  const { time, playback, choose } = useChoices.getState();
  const next = time && nextWindow(time, bounds, interval);
  choose(next ? { time: next } : { playback: { ...playback, playing: false } });
}

/**
 * Moves the time window on while playback is on: as fast as was chosen, but never before the answers to the last step
 * are there, so that every window is seen. Gives the switch.
 */
export function usePlayback(bounds: TimeRange | null, interval: Milliseconds): () => void {
  const { playing, binsPerSecond } = useChoices((state) => state.playback);
  const start = bounds?.start;
  const end = bounds?.end;
  useEffect(() => {
    if (!playing || start === undefined || end === undefined) return;
    let due = performance.now() + 1000 / binsPerSecond;
    let frame = 0;
    const tick = (now: number) => {
      frame = requestAnimationFrame(tick);
      if (now < due || usePending.getState().count > 0) return;
      due = now + 1000 / binsPerSecond;
      step({ start, end }, interval);
    };
    frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  }, [playing, binsPerSecond, start, end, interval]);
  return useCallback(() => {
    if (start === undefined || end === undefined) return;
    const { time, playback, choose } = useChoices.getState();
    if (playback.playing) choose({ playback: { ...playback, playing: false } });
    else {
      const window = firstWindow(time, { start, end }, playback.windowBins * interval);
      choose({ time: window, playback: { ...playback, playing: true } });
    }
  }, [start, end, interval]);
}
