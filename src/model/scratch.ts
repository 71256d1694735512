/**
 * Room for numbers that are needed for a moment, again and again: fresh memory costs more than what is written to it.
 * @returns what gives so many numbers, full of whatever they were; good until it is asked again
 */
export function makeScratch(): (length: number) => Uint32Array {
  let room = new Uint32Array(0);
  return (length) => {
    if (room.length < length) room = new Uint32Array(length + (length >> 2));
    return room.subarray(0, length);
  };
}
