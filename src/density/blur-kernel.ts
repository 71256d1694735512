/** Where a sampled Gaussian is cut, in sigmas. */
const REACH = 3.3;
const STEPS_PER_E_FOLD = 400;
const SMALLEST = 1e-3;
const MOST_KERNELS = 20_000;

/**
 * Half of a symmetric kernel of a variance in cells²: element 0 is its centre, and centre + 2 x rest = 1. Below a variance
 * of 0.5 three taps that have exactly this variance, above a sampled Gaussian. Variances are rounded to steps of 0.25 %
 * first, so that the kernel depends on nothing but its argument, and are remembered among the taps.
 */
export function blurKernel(taps: Map<number, Float32Array>, variance: number): Float32Array {
  const key = Math.round(Math.log(Math.max(0, variance) + SMALLEST) * STEPS_PER_E_FOLD);
  const known = taps.get(key);
  if (known) return known;
  const kernel = makeKernel(Math.exp(key / STEPS_PER_E_FOLD) - SMALLEST);
  if (taps.size > MOST_KERNELS) taps.clear();
  taps.set(key, kernel);
  return kernel;
}

function makeKernel(variance: number): Float32Array {
  if (variance < SMALLEST) return Float32Array.of(1);
  if (variance < 0.5) return Float32Array.of(1 - variance, variance / 2);
  const length = Math.ceil(REACH * Math.sqrt(variance)) + 1;
  const kernel = Float64Array.from({ length }, (_, i) => Math.exp((-i * i) / (2 * variance)));
  const sum = kernel.reduce((total, tap, i) => total + (i > 0 ? 2 * tap : tap), 0);
  return Float32Array.from(kernel, (tap) => tap / sum);
}

/** Integral of the quadratic B-spline (support -1.5 to 1.5, in cells) up to `x`. */
export function splineIntegral(x: number): number {
  if (x <= -1.5) return 0;
  if (x >= 1.5) return 1;
  if (x < -0.5) return (x + 1.5) ** 3 / 6;
  if (x <= 0.5) return 0.5 + 0.75 * x - x ** 3 / 3;
  return 1 - (1.5 - x) ** 3 / 6;
}
