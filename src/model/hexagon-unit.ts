/** What the colour of a hexagon says: the number on 1,000 km² of its own ground, or the number in it. */
export const hexagonUnits = ['area', 'count'] as const;
export type HexagonUnit = (typeof hexagonUnits)[number];
