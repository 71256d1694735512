/** Memory of what came back from whoever read it. */
export interface GivenBack {
  /** Takes it back; nobody reads it any more. What is there, or was handed over meanwhile, is not kept twice. */
  keep(array: ArrayBufferView): void;
  /** Memory to write to; null where there is none. */
  take(): ArrayBuffer | null;
}

/** Keeps the memory of what came back, to be written to again. @param most how many are kept: the newest */
export function makeGivenBack(most: number): GivenBack {
  let spare: readonly ArrayBuffer[] = [];
  return {
    keep({ buffer }) {
      const isThere = buffer instanceof ArrayBuffer && buffer.byteLength > 0;
      if (isThere && !spare.includes(buffer)) spare = [...spare, buffer].slice(-most);
    },
    take() {
      const [first = null, ...others] = spare;
      spare = others;
      return first;
    },
  };
}
