import { useEffect, useState, type RefObject } from 'react';

/** Width, height and letter size (em) of an element in CSS pixels; 0 before it is laid out. */
export function useSize(element: RefObject<HTMLElement | null>): {
  width: number;
  height: number;
  em: number;
} {
  const [size, setSize] = useState({ width: 0, height: 0, em: 11 });
  useEffect(() => {
    const watched = element.current;
    if (!watched) return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      setSize({ width, height, em: parseFloat(getComputedStyle(watched).fontSize) });
    });
    observer.observe(watched);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
