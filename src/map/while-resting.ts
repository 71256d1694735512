/** Does something once the browser has nothing else to do, in Safari in a later task; gives what calls it off. */
export function whileResting(act: () => void): () => void {
  // Safari does not tell when it rests.
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(act);
    return () => clearTimeout(timer);
  }
  const id = requestIdleCallback(act);
  return () => cancelIdleCallback(id);
}
