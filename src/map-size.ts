/** Size of the map on the page, CSS pixels; that of a usual window before there is one. */
export function mapSize(): { width: number; height: number } {
  const map = document.querySelector('.atlas-map');
  return { width: map?.clientWidth || 1280, height: map?.clientHeight || 720 };
}
