import { expect, it } from 'vitest';
import { keptFile } from '../../src/export/kept-file.ts';

const written = (file: Blob) => ({ file, ending: 'png', problems: [] });

it('lets a file pass that can be read, and names one that cannot, or is empty', async () => {
  const whole = written(new Blob(['abc']));
  expect(await keptFile(whole)).toBe(whole);
  const lost = new Blob([new Uint8Array(2_000_000)]);
  lost.slice = () => {
    throw new DOMException('The file could not be read.', 'NotReadableError');
  };
  await expect(keptFile(written(lost))).rejects.toThrow(/2\.0 MB: the disk .* is full .*saved/);
  await expect(keptFile(written(new Blob([])))).rejects.toThrow('came out empty');
});
