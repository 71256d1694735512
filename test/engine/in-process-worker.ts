import { serveEngine } from '../../src/engine/serve-engine.ts';
import { serveReader } from '../../src/engine/serve-reader.ts';
import type { Port } from '../../src/model/rpc.ts';

/** What answers calls behind a message channel in this thread: what crosses is cloned and transferred as with a worker. */
export class InProcessWorker extends EventTarget {
  private readonly channel = new MessageChannel();
  terminated = false;

  constructor(serve: (port: Port) => void) {
    super();
    const { port1, port2 } = this.channel;
    port1.onmessage = ({ data }: MessageEvent<unknown>) =>
      this.dispatchEvent(new MessageEvent('message', { data }));
    serve(port2);
    port2.start();
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    if (!this.terminated) this.channel.port1.postMessage(message, transfer);
  }

  terminate(): void {
    this.terminated = true;
    this.channel.port1.close();
  }

  /** Ends as a worker does that runs out of memory. */
  crash(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error', { cancelable: true }), { message }));
  }
}

/** As what local sources spawn. */
export function spawnInProcess(): Worker & InProcessWorker {
  return new InProcessWorker(serveEngine) as unknown as Worker & InProcessWorker;
}

/** As what crews spawn. */
export function spawnReaderInProcess(): Worker & InProcessWorker {
  return new InProcessWorker(serveReader) as unknown as Worker & InProcessWorker;
}
