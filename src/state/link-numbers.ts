/** Numbers of a link parted by commas; null where they are not as many, or not all numbers. */
export function readNumbers(text: string | null, count: number): number[] | null {
  const numbers = text?.split(',').map((part) => (part.trim() === '' ? NaN : Number(part))) ?? [];
  return numbers.length === count && numbers.every(Number.isFinite) ? numbers : null;
}
