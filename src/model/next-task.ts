/** Lets messages that wait, such as an abort, come in before long work goes on. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Node's ports hold their process while they are referred to. */
type Held = MessagePort & { ref?: () => void; unref?: () => void };

let ports: MessageChannel | null = null;
const waiting: (() => void)[] = [];

function connect(): MessageChannel {
  const made = new MessageChannel();
  made.port1.onmessage = () => {
    waiting.shift()!();
    if (waiting.length === 0) (made.port1 as Held).unref?.();
  };
  return made;
}

/**
 * Waits for a task of its own, by one channel for all: to make one costs more than a message, and pictures of a playback
 * come a hundred times a second. It may come before messages that wait: who must hear of an abort takes `nextTask`.
 */
export function ownTask(): Promise<void> {
  return new Promise((resolve) => {
    ports ??= connect();
    waiting.push(resolve);
    (ports.port1 as Held).ref?.();
    ports.port2.postMessage(null);
  });
}
