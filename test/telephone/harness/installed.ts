import { spawnSync } from 'node:child_process';
import { findOpenJTalk } from '../../../src/channels/voice/speech/open-jtalk';
import { asteriskProgram } from './asterisk';
import { hasBaresip } from './baresip';

/** `describe` where telephones and a PBX are installed; elsewhere the tests are counted as skipped, and the log says what is missing. */
export function withTelephones(): jest.Describe {
  const missing = [
    ...(asteriskProgram() === undefined ? ['Asterisk'] : []),
    ...(spawnSync('sipp', ['-v']).error ? ['SIPp'] : []),
    ...(hasBaresip() ? [] : ['baresip']),
    ...(findOpenJTalk() ? [] : ['Open JTalk']),
  ];
  if (missing.length === 0) return describe;
  process.stderr.write(
    `Calls skipped, not installed: ${missing.join(', ')} (scripts/install-telephony.sh)\n`,
  );
  return describe.skip;
}
