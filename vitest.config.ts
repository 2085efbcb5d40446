import { defineConfig } from 'vitest/config'

// Worker threads are started from TypeScript sources here, where the app starts
// them from its bundle: tsx lets node read them, and workers inherit execArgv.
const execArgv = ['--import', './tests/support/typescript-thread.mjs']
const setupFiles = ['./tests/support/property-seed.ts']

export default defineConfig({
  test: {
    // One for each core: the tests wait for threads, sockets and timers most of the time.
    maxWorkers: '100%',
    projects: [
      { test: { name: 'house', include: ['tests/house/**/*.test.ts'] } },
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          pool: 'forks',
          execArgv,
          setupFiles,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'protocol',
          include: ['tests/protocol/**/*.test.ts'],
          pool: 'forks',
          execArgv,
          setupFiles,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'firefox',
          include: ['tests/firefox/**/*.test.ts'],
          pool: 'forks',
          // Node 20 has its WebSocket behind this.
          execArgv: ['--experimental-websocket'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // Sound is heard in real time: when all the others are done.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
