declare global {
  interface Window {
    /** Writes made-up telemetry to the disk, and chooses it in the page's input. */
    chooseTelemetry(rows: number, seed: number): Promise<void>;
  }
}

/** Made-up telemetry as a file that a reader chose from the disk: the same seed gives the same rows. */
export async function telemetryFile(rows: number, seed: number): Promise<File> {
  const input = document.createElement('input');
  input.type = 'file';
  input.id = 'telemetry';
  document.body.append(input);
  try {
    await window.chooseTelemetry(rows, seed);
    return input.files![0]!;
  } finally {
    input.remove();
  }
}
