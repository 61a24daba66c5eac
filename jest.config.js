/** One project a need: everything on Express 5 with ioredis 5; the routes once more on Express 4; the stores once more on
 * ioredis 6, and on node-redis 6; and the packed tarball in other people's projects, on both Expresses. */
const common = {
  testEnvironment: 'node',
  rootDir: __dirname,
  transform: { '\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.test.json', diagnostics: false }] },
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
}

module.exports = {
  testTimeout: 30_000,
  coverageDirectory: 'coverage',
  collectCoverageFrom: ['lib/**/*.ts'],
  coverageReporters: ['text', 'html', 'json-summary'],
  coverageThreshold: { global: { lines: 95, branches: 90 } },
  projects: [
    {
      ...common,
      displayName: 'main',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [...common.testPathIgnorePatterns, '<rootDir>/test/consumers/'],
    },
    {
      ...common,
      displayName: 'express-4',
      testMatch: ['<rootDir>/test/{http,limits}/**/*.test.ts'],
      moduleNameMapper: { '^express$': 'express4' },
    },
    {
      ...common,
      displayName: 'ioredis-6',
      testMatch: ['<rootDir>/test/contract/**/*.test.ts'],
      testPathIgnorePatterns: [...common.testPathIgnorePatterns, '/node-redis-'],
      moduleNameMapper: { '^ioredis$': 'ioredis6' },
    },
    {
      ...common,
      displayName: 'redis-6',
      testMatch: ['<rootDir>/test/contract/node-redis*.test.ts'],
      moduleNameMapper: { '^redis$': 'redis6' },
    },
    { ...common, displayName: 'consumers', testMatch: ['<rootDir>/test/consumers/**/*.test.ts'] },
  ],
}
