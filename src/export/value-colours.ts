import type { ColourScale } from '../density/colour-scale.ts';

/** Colours of a table, about: a step of it is then within 0.02 of the 255 of a ramp. */
const STEPS = 16_384;
/** Bits of the fraction of a 32-bit number. */
const FRACTION_BITS = 23;

/** Writes the colours of values, as RGBA in four bytes, from a position on. */
export type WriteColours = (values: Float32Array, colours: Uint32Array, start: number) => void;

/** The colour at a place on a ramp, 0 to 255. */
function rampColour(ramp: Uint8Array, place: number, out: Uint8ClampedArray, at: number): void {
  const index = Math.min(254, Math.floor(place));
  const share = place - index;
  for (let channel = 0; channel < 4; channel++) {
    const colour = ramp[index * 4 + channel]!;
    out[at + channel] = colour + (ramp[index * 4 + 4 + channel]! - colour) * share;
  }
}

/** Colours of `steps` values, as numbers of four bytes in the order of the machine. */
function colourTable(ramp: Uint8Array, steps: number, placeOf: (step: number) => number) {
  const bytes = new Uint8ClampedArray(4 * steps);
  for (let step = 0; step < steps; step++) {
    rampColour(ramp, Math.max(0, Math.min(255, placeOf(step))), bytes, 4 * step);
  }
  return new Uint32Array(bytes.buffer);
}

/** A logarithmic table goes by the first bits of a number: its exponent, and where it lies in the octave. */
function logColours({ ramp, domain: [low, high] }: ColourScale): WriteColours {
  const number = new Float32Array(1);
  const bits = new Uint32Array(number.buffer);
  const octaveBits = Math.round(Math.log2(STEPS / Math.log2(high / low)));
  const dropped = FRACTION_BITS - Math.max(1, Math.min(FRACTION_BITS - 1, octaveBits));
  const stepOf = (value: number) => {
    number[0] = value;
    return bits[0]! >>> dropped;
  };
  const first = stepOf(low);
  const steps = stepOf(high) - first + 1;
  const start = Math.log10(low);
  const perDecade = 255 / (Math.log10(high) - start);
  const table = colourTable(ramp, steps, (step) => {
    // The middle of the values that share these bits.
    bits[0] = ((first + step) << dropped) | (1 << (dropped - 1));
    return (Math.log10(number[0]!) - start) * perDecade;
  });
  const top = colourTable(ramp, 1, () => 255)[0]!;
  return (values, colours, at) => {
    const own = new Uint32Array(values.buffer, values.byteOffset, values.length);
    for (let n = 0; n < own.length; n++) {
      const value = values[n]!;
      if (value >= low)
        colours[at + n] = value < high ? table[(own[n]! >>> dropped) - first]! : top;
    }
  };
}

function linearColours({ ramp, domain: [low, high] }: ColourScale): WriteColours {
  const perStep = (high - low) / STEPS;
  const table = colourTable(ramp, STEPS + 1, (step) => (255 * step) / STEPS);
  return (values, colours, at) => {
    for (let n = 0; n < values.length; n++) {
      const value = values[n]!;
      if (!(value > 0) || value < low) continue;
      colours[at + n] = table[Math.min(STEPS, Math.round((value - low) / perStep))]!;
    }
  };
}

/**
 * Makes a function that colours values by a table; below the domain and where there is nothing, it leaves what is there.
 * A colour is within a step of 255 of `colourOf`.
 */
export function valueColours(scale: ColourScale): WriteColours {
  return scale.kind === 'log' ? logColours(scale) : linearColours(scale);
}
