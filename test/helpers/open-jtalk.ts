import { findOpenJTalk, INSTALL_OPEN_JTALK } from '../../src/channels/voice/speech/open-jtalk';

/** `describe` where Debian's synthesiser is installed; elsewhere the tests are counted as skipped, and the log says what is missing. */
export function withOpenJTalk(): jest.Describe {
  if (findOpenJTalk()) return describe;
  process.stderr.write(`Tests skipped, because Open JTalk is not installed: ${INSTALL_OPEN_JTALK}\n`);
  return describe.skip;
}
