import { makeCaller, serveCalls, type Caller } from '../model/rpc.ts';
import type { Picture } from './picture.ts';
import type { Frames } from './writer.ts';

type FrameProtocol = {
  picture: { request: number; response: Picture; progress: never };
};

/** Gives frames to whoever holds the other end: a worker, which asks for one after another. */
export function serveFrames(port: MessagePort, frames: Frames): void {
  serveCalls<FrameProtocol>(port, { picture: (index) => frames.picture(index) });
  port.start();
}

/** The frames of the other end of a port. While one is drawn the next is counted. */
export function framesOfPort(port: MessagePort, count: number): Frames {
  const caller: Caller<FrameProtocol> = makeCaller(port, ({ message }) => new Error(message));
  port.start();
  let ahead: { index: number; picture: Promise<Picture> } | null = null;
  const ask = (index: number) => caller.call('picture', index);
  return {
    count,
    picture(index) {
      const picture = ahead?.index === index ? ahead.picture : ask(index);
      const next = index + 1;
      ahead = next < count ? { index: next, picture: picture.then(() => ask(next)) } : null;
      // Whoever asks for the next one hears of its failure.
      ahead?.picture.catch(() => undefined);
      return picture;
    },
  };
}
