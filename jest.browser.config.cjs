/** Tests in a real browser (Debian's chromium, driven by playwright-core). */
module.exports = {
  ...require('./jest.config.cjs'),
  testPathIgnorePatterns: [],
  testMatch: ['**/test/browser/**/*.test.ts'],
  // A page waits up to a minute for one thing (chromium.ts); a test asks for a dozen.
  testTimeout: 300000,
};
