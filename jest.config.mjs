/** Packages are read from their source (`source` condition), so a test never meets a stale build. */
export default {
  roots: ['packages', 'apps', 'prisma', 'scripts', 'loadtest', 'e2e', 'deploy'].map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript', explicitResourceManagement: true }, target: 'es2023' },
        module: { type: 'es6' },
      },
    ],
  },
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/'],
  globalSetup: '<rootDir>/packages/test-kit/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/packages/test-kit/jest/global-teardown.mjs',
  maxWorkers: 2,
  // Modules of a finished file are not given back; a worker that has grown is replaced before the collector slows everything down.
  workerIdleMemoryLimit: '1GB',
  // What waits for an event ends when it comes; a machine that is busy with something else is no reason to fail.
  testTimeout: 300_000,
};
