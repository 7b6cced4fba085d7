import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** `vite client/console` serves the console while it is being changed; the API comes from a running `npm start`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
  // Charts and tables are most of it, and an intranet has them in a second.
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 2500 },
})
