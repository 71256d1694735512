/** Locks end with the thread that holds them, which nothing else tells of a worker that is ended from outside. */
function locks(): LockManager | null {
  return typeof navigator !== 'undefined' && 'locks' in navigator ? navigator.locks : null;
}

/** Holds a name for as long as this thread lives. Answers whether that is possible here. */
export function holdLife(name: string): Promise<boolean> {
  const manager = locks();
  if (!manager) return Promise.resolve(false);
  return new Promise((resolve) => {
    const forever = () => {
      resolve(true);
      return new Promise<never>(() => undefined);
    };
    manager.request(name, forever).catch(() => resolve(false));
  });
}

/** Calls back when the thread that holds a name has ended. To be called once it holds it. */
export function onLifeEnd(name: string, ended: () => void): void {
  locks()
    ?.request(name, ended)
    .catch(() => undefined);
}
