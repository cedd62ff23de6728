import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{shared,main,preload,renderer,server}/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    passWithNoTests: false,
  },
})
