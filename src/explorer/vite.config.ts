// Two builds of the same pages: `dist/` for the server, in parts that load when they are needed, and `dist/file/` for
// the HTML export, one script and one style sheet that the exporter writes into the page.
import { defineConfig } from 'vite'
import { geography } from './geography/plugin.ts'

export default defineConfig(({ mode }) => {
  const isFile = mode === 'file'
  return {
    base: './',
    plugins: [geography()],
    build: {
      outDir: isFile ? 'dist/file' : 'dist',
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: isFile ? 100_000_000 : 0,
      cssCodeSplit: !isFile,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2500,
      // The texts of the licences of what is built in, which travel with it.
      license: { fileName: 'licenses.md' },
      rolldownOptions: isFile ? { output: { codeSplitting: false } } : {},
    },
    define: { __FILE__: JSON.stringify(isFile) },
    server: { proxy: { '/api': 'http://127.0.0.1:7474', '/sparql': 'http://127.0.0.1:7474' } },
    test: { include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'], setupFiles: ['tests/setup.ts'], testTimeout: 60_000 },
  } as object
})
