const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]m)?(?:\s*(?:utc|gmt|z))?$/i;

/** The time of day in a cell of its own, in seconds; null where it is none. */
export function clockOf(text: string): number | null {
  const match = clock.exec(text.trim());
  if (!match) return null;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  const half = match[4]?.toLowerCase();
  if (minutes > 59 || seconds > 59 || hours > (half ? 12 : 23) || (half && hours === 0))
    return null;
  const hour = half ? (hours % 12) + (half === 'pm' ? 12 : 0) : hours;
  return hour * 3600 + minutes * 60 + seconds;
}
