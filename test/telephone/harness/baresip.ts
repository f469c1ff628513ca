import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeMulaw } from '../../../src/channels/voice/audio/mulaw';
import { readWav } from '../../../src/channels/voice/speech/wav';
import { freeBlock, freePort } from './free-ports';
import { TRUNK, type Asterisk } from './asterisk';

const MODULES = '/usr/lib/baresip/modules';

export function hasBaresip(): boolean {
  return existsSync(path.join(MODULES, 'aufile.so'));
}

/** One call with Debian's baresip, a telephone that nobody here has made: its microphone is `says`, from the moment the desk answers; when
 *  that is over it hangs up. The result is what its loudspeaker played. Both 8 kHz µ-law. */
export async function callWithBaresip(
  asterisk: Asterisk,
  { number, says }: { readonly number: string; readonly says: Buffer },
): Promise<Buffer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'baresip-'));
  const file = (name: string): string => path.join(folder, name);
  try {
    const raw = ['-t', 'ul', '-r', '8000', '-c', '1', '-'];
    spawnSync('sox', ['-D', ...raw, '-e', 'signed', '-b', '16', file('says.wav')], { input: says });
    writeFileSync(file('config'), await configOf(file));
    writeFileSync(file('accounts'), `<sip:${number}@${TRUNK}>;regint=0;audio_codecs=pcmu;ptime=20\n`);
    const to = `sip:1000@127.0.0.1:${asterisk.sipPort}`;
    const seconds = Math.ceil(says.length / 8_000) + 1;
    const child = spawn('baresip', ['-f', folder, '-t', String(seconds), '-e', `/dial ${to}`], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let told = '';
    child.stdout.on('data', (chunk) => (told += chunk));
    child.stderr.on('data', (chunk) => (told += chunk));
    await new Promise((resolve) => child.once('exit', resolve));
    const heard = readdirSync(folder).find((name) => name.endsWith('-dec.wav'));
    if (heard === undefined) throw new Error(`baresip has recorded nothing:\n${told}`);
    return encodeMulaw(readWav(readFileSync(file(heard))).samples);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function configOf(file: (name: string) => string): Promise<string> {
  const rtp = await freeBlock(10);
  return [
    `sip_listen ${TRUNK}:${await freePort()}`,
    // It has no loudspeaker: what would come out of one is recorded by sndfile.
    `audio_player aufile,${file('loudspeaker.wav')}`,
    `snd_path ${file('.')}`,
    `audio_source aufile,${file('says.wav')}`,
    ...['ausrc_srate 8000', 'auplay_srate 8000', 'ausrc_channels 1', 'auplay_channels 1'],
    `rtp_ports ${rtp}-${rtp + 9}`,
    `module_path ${MODULES}`,
    ...['module g711.so', 'module aufile.so', 'module sndfile.so', 'module uuid.so'],
    ...['module_tmp account.so', 'module_app menu.so'],
    '',
  ].join('\n');
}
