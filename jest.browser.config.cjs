/** Tests in a real browser (Debian's chromium, driven by playwright-core). */
module.exports = {
  ...require('./jest.config.cjs'),
  testPathIgnorePatterns: [],
  testMatch: ['**/test/browser/**/*.test.ts'],
  testTimeout: 120000,
  maxWorkers: 1,
};
