import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/bundle-entries.ts',
    // as many as cores, of which one would be left out
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: [
        'src/**/*.d.ts',
        'src/tokenize/generate-letters.ts',
        'src/tokenize/letters.ts',
        'src/cli/**',
        'src/factorize/kernels/assembly/**',
        'src/factorize/kernels/compiled.ts',
        'src/tokenize/kernel/assembly/**',
        'src/tokenize/kernel/compiled.ts',
        'src/ingest/repeats/kernel/assembly/**',
        'src/ingest/repeats/kernel/compiled.ts',
        'src/report/page/compiled.ts',
        'src/factorize/workers/worker.ts',
        'src/ingest/processes/reader-process.ts',
        'src/ingest/threads/count-thread.ts',
        'src/run/threads/fit-thread.ts',
      ],
      reporter: ['text-summary'],
      thresholds: { lines: 90, branches: 80 },
    },
  },
});
