/** How the earth is laid on the screen: flat, or as a globe seen from outside. */
export const projections = ['mercator', 'globe'] as const;
export type Projection = (typeof projections)[number];
