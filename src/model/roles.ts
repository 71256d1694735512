/** What a column can mean to the atlas. */
export const roles = [
  'time',
  'clock',
  'address',
  'machine',
  'family',
  'server',
  'port',
  'ownPort',
  'network',
  'weight',
  'category',
  'detail',
  'status',
  'lastSeen',
  'country',
  'city',
  'name',
  'source',
  'mark',
] as const;
export type Role = (typeof roles)[number];
