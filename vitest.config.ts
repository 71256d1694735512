import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**'],
    environment: 'node',
    setupFiles: ['test/quick-equality.ts'],
    // `--update` also makes the golden pictures anew.
    env: {
      TZ: 'UTC',
      ATLAS_UPDATE: process.argv.some((arg) => /^(-u|--update)/.test(arg)) ? '1' : '',
    },
    testTimeout: 30_000,
    // Vitest leaves a core to itself: of two, that would be half.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
