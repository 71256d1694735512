/** One call of a protocol: what goes in, what comes back, and what is told on the way. */
export interface Call {
  request: unknown;
  response: unknown;
  progress: unknown;
}

/** Call names to their types. */
export type Protocol = { [name: string]: Call };

/** The part of a Worker or MessagePort that calls need. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

type Wire =
  | { kind: 'call'; id: number; name: string; request: unknown }
  | { kind: 'abort'; id: number }
  | { kind: 'progress'; id: number; progress: unknown }
  | { kind: 'answer'; id: number; response: unknown }
  | { kind: 'failure'; id: number; name: string; message: string; found: string; expected: string };

/** What a handler gets beside its request. */
export interface CallContext<C extends Call> {
  signal: AbortSignal;
  /** Tells something on the way; buffers that are named are handed over rather than copied. */
  progress: (value: C['progress'], transfer?: Transferable[]) => void;
  /** Buffers of the response that are handed over rather than copied. */
  transfer: (buffers: Transferable[]) => void;
}

/** One function per call of a protocol. */
export type Handlers<P extends Protocol> = {
  [N in keyof P]: (
    request: P[N]['request'],
    context: CallContext<P[N]>,
  ) => P[N]['response'] | Promise<P[N]['response']>;
};

/** Answers the calls that arrive at a port. Errors travel by name, with `found` and `expected` where they have them. */
export function serveCalls<P extends Protocol>(port: Port, handlers: Handlers<P>): void {
  const running = new Map<number, AbortController>();
  port.addEventListener('message', (event) => {
    const message = event.data as Wire;
    if (message.kind === 'abort') running.get(message.id)?.abort();
    if (message.kind !== 'call') return;
    const { id, name, request } = message;
    const controller = new AbortController();
    running.set(id, controller);
    void answer(port, handlers, { id, name, request }, controller.signal).finally(() =>
      running.delete(id),
    );
  });
}

async function answer<P extends Protocol>(
  port: Port,
  handlers: Handlers<P>,
  call: { id: number; name: string; request: unknown },
  signal: AbortSignal,
): Promise<void> {
  const { id, name, request } = call;
  let buffers: Transferable[] = [];
  const send = (message: Wire, transfer: Transferable[] = []) =>
    port.postMessage(message, transfer);
  try {
    const handler = handlers[name];
    if (!handler) throw new Error(`No call named "${name}".`);
    const response = await handler(request, {
      signal,
      progress: (progress, transfer) => send({ kind: 'progress', id, progress }, transfer),
      transfer: (list) => (buffers = list),
    });
    signal.throwIfAborted();
    send({ kind: 'answer', id, response }, buffers);
  } catch (error) {
    send({ kind: 'failure', id, ...describe(error) });
  }
}

function describe(error: unknown) {
  const { name = 'Error', message = String(error) } = error as Error;
  const { found = '', expected = '' } = error as { found?: string; expected?: string };
  return { name, message, found, expected };
}

/** The other side: calls a protocol through a port. */
export interface Caller<P extends Protocol> {
  call<N extends keyof P & string>(
    name: N,
    request: P[N]['request'],
    options?: {
      signal?: AbortSignal | undefined;
      onProgress?: ((progress: P[N]['progress']) => void) | undefined;
      transfer?: Transferable[];
    },
  ): Promise<P[N]['response']>;
  /** Rejects every call that is open, and every later one, with this error: the worker is lost or closed. */
  fail(error: Error): void;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  onProgress: ((progress: unknown) => void) | undefined;
}

/** Makes a caller; `reviveError` turns a failure's name and words back into an error class. */
export function makeCaller<P extends Protocol>(
  port: Port,
  reviveError: (failure: {
    name: string;
    message: string;
    found: string;
    expected: string;
  }) => Error,
): Caller<P> {
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let lost: Error | null = null;
  port.addEventListener('message', (event) => {
    const message = event.data as Wire;
    const entry = pending.get(message.id);
    if (!entry || message.kind === 'call' || message.kind === 'abort') return;
    if (message.kind === 'progress') return entry.onProgress?.(message.progress);
    pending.delete(message.id);
    if (message.kind === 'answer') entry.resolve(message.response);
    else entry.reject(reviveError(message));
  });
  return {
    call(name, request, { signal, onProgress, transfer = [] } = {}) {
      return new Promise((resolve, reject) => {
        if (lost) return reject(lost);
        if (signal?.aborted) return reject(abortError());
        const id = nextId++;
        pending.set(id, {
          resolve: (value) => resolve(value),
          reject,
          onProgress: onProgress,
        });
        signal?.addEventListener('abort', () => {
          if (!pending.delete(id)) return;
          port.postMessage({ kind: 'abort', id } satisfies Wire, []);
          reject(abortError());
        });
        port.postMessage({ kind: 'call', id, name, request } satisfies Wire, transfer);
      });
    },
    fail(error) {
      lost = error;
      for (const entry of pending.values()) entry.reject(error);
      pending.clear();
    },
  };
}

/** The error of an aborted call. */
export function abortError(): Error {
  return new DOMException('The call was aborted.', 'AbortError');
}
