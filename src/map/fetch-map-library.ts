/** Fetches and compiles the map's largest part in a task of its own, before the rest of the map is. */
export async function fetchMapLibrary(): Promise<void> {
  await import('maplibre-gl');
}
