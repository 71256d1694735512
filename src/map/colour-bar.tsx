import { useEffect, useRef } from 'react';
import { kindOf, spacedTicks, type ColourScale } from '../density/colour-scale.ts';
import { tickSpace, tickWords } from '../model/number-words.ts';

const kindNames = { log: 'Logarithmic', linear: 'Linear', quantile: 'Quantile' } as const;

/** The colours of a scale as a bar with its round numbers where they stand. */
export function ColourBar({ scale, language }: { scale: ColourScale; language: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    if (!context) return;
    const image = context.createImageData(256, 1);
    image.data.set(scale.ramp.subarray(0, 1024));
    context.putImageData(image, 0, 0);
  }, [scale.ramp]);
  const [low, high] = scale.domain;
  return (
    <div className="colour-bar">
      <canvas
        ref={canvas}
        width={256}
        height={1}
        role="img"
        aria-label={`${kindNames[kindOf(scale)]} colour scale from ${tickWords(low, high, language)} to ${tickWords(high, high, language)}`}
      />
      <div className="colour-ticks" aria-hidden="true">
        {spacedTicks(scale, tickSpace(scale.domain, language)).map(({ value, at }) => (
          <span
            key={value}
            style={{ left: `${at * 100}%` }}
            data-end={at < 0.04 ? 'low' : at > 0.96 ? 'high' : undefined}
          >
            {tickWords(value, high, language)}
          </span>
        ))}
      </div>
    </div>
  );
}
