const { default: Sequencer } = require('@jest/test-sequencer');

/** Begun last, these would keep one worker busy long after the others have ended; a fresh clone does not know how long its tests take. */
const LONGEST = [
  'test/telephone/desk-',
  'test/unit/line/order',
  'test/unit/channels-voice/speech-of-answers',
  'test/end-to-end/start-up',
  'test/end-to-end/console-faults',
  'test/unit/line/exactly-once',
  'test/durability/',
  'test/unit/storage/private-postgres',
  'test/unit/voice-call/run-call',
  'test/browser/console-accessibility',
  'test/browser/console-room',
  'test/browser/voice-demo-desk',
];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const at = LONGEST.findIndex((name) => path.includes(name));
      return at < 0 ? LONGEST.length : at;
    };
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
};
