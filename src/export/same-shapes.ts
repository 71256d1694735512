import type { Points, Shape } from './scene.ts';

function samePoints(a: Points, b: Points): boolean {
  return a === b || (a.length === b.length && a.every((value, n) => value === b[n]));
}

function isPoints(value: unknown): value is Points {
  return value instanceof Float64Array;
}

/** Whether two values of shapes look the same; pixels only where they are the very same. */
function sameLook(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (isPoints(a) && isPoints(b)) return samePoints(a, b);
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value, n) => sameLook(value, b[n]));
  }
  if (!isPlain(a) || !isPlain(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((n) => sameLook(a[n], b[n]));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** How many shapes two scenes have in common from the bottom up. */
export function commonShapes(a: readonly Shape[], b: readonly Shape[]): number {
  const most = Math.min(a.length, b.length);
  for (let n = 0; n < most; n++) if (!sameLook(a[n], b[n])) return n;
  return most;
}
