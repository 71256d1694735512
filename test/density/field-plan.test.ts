import { describe, expect, it } from 'vitest';
import { planField } from '../../src/density/field-plan.ts';
import { EARTH_RADIUS_KM } from '../../src/model/earth.ts';
import { sigmaKm } from '../../src/density/sphere.ts';
import { accuracyClassesKm } from '../../src/model/place.ts';

const view = { west: -180, east: 180, south: -80, north: 80, width: 512, height: 512 };

describe('planField', () => {
  it.each([40, 63, 160, 400])(
    'shares kernels among classes so that no peak is off by more than 1 %% (smoothing %d km)',
    (smoothingKm) => {
      const occurring = [...accuracyClassesKm.keys()];
      const { kernels, kernelOfClass } = planField(view, smoothingKm, accuracyClassesKm, occurring);
      expect(kernels.length).toBeLessThan(occurring.length);
      for (const accuracyClass of occurring) {
        const own = sigmaKm(smoothingKm, accuracyClassesKm[accuracyClass]!) / EARTH_RADIUS_KM;
        const { sigma } = kernels[kernelOfClass[accuracyClass]!]!;
        // The peak of a Gaussian on the ground is one over its variance.
        expect(Math.abs((own / sigma) ** 2 - 1)).toBeLessThan(0.0101);
      }
    },
  );
});
