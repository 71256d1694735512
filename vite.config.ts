import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Cross-origin isolation gives the page shared memory and precise clocks. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  plugins: [react()],
  base: './',
  worker: { format: 'es' },
  server: { headers },
  build: { target: 'es2023', chunkSizeWarningLimit: 2500 },
  optimizeDeps: { include: ['mmdb-lib', 'buffer', 'papaparse', 'fflate'] },
});
