/** Calls through a real Asterisk, with SIPp’s telephones and Open JTalk's voice: scripts/install-telephony.sh brings them. */
module.exports = {
  ...require('./jest.config.cjs'),
  testPathIgnorePatterns: [],
  testMatch: ['**/test/telephone/**/*.test.ts'],
  testTimeout: 60000,
  // Calls are mostly waiting.
  maxWorkers: 3,
};
