import type { FieldScratch } from './field-scratch.ts';

/** Where a sampled Gaussian is cut, in sigmas. */
const REACH = 3.3;
const STEPS_PER_E_FOLD = 400;
const SMALLEST = 1e-3;
const MOST_KERNELS = 20_000;

/**
 * Half of a symmetric kernel of a variance in cells²: element 0 is its centre, and centre + 2 x rest = 1. Below a variance
 * of 0.5 three taps that have exactly this variance, above a sampled Gaussian. Variances are rounded to steps of 0.25 %
 * first, so that the kernel depends on nothing but its argument, and are remembered in the scratch memory.
 */
export function blurKernel(scratch: FieldScratch, variance: number): Float64Array {
  const key = Math.round(Math.log(Math.max(0, variance) + SMALLEST) * STEPS_PER_E_FOLD);
  const known = scratch.kernels.get(key);
  if (known) return known;
  const kernel = makeKernel(Math.exp(key / STEPS_PER_E_FOLD) - SMALLEST);
  if (scratch.kernels.size > MOST_KERNELS) scratch.kernels.clear();
  scratch.kernels.set(key, kernel);
  return kernel;
}

function makeKernel(variance: number): Float64Array {
  if (variance < SMALLEST) return Float64Array.of(1);
  if (variance < 0.5) return Float64Array.of(1 - variance, variance / 2);
  const kernel = new Float64Array(Math.ceil(REACH * Math.sqrt(variance)) + 1);
  let sum = 0;
  for (let i = 0; i < kernel.length; i++) {
    kernel[i] = Math.exp((-i * i) / (2 * variance));
    sum += i > 0 ? 2 * kernel[i]! : kernel[i]!;
  }
  for (let i = 0; i < kernel.length; i++) kernel[i]! /= sum;
  return kernel;
}

/** Integral of the quadratic B-spline (support -1.5 to 1.5, in cells) up to `x`. */
export function splineIntegral(x: number): number {
  if (x <= -1.5) return 0;
  if (x >= 1.5) return 1;
  if (x < -0.5) return (x + 1.5) ** 3 / 6;
  if (x <= 0.5) return 0.5 + 0.75 * x - x ** 3 / 3;
  return 1 - (1.5 - x) ** 3 / 6;
}
