import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { buildSync } from 'esbuild';

const PATIENCE_SECONDS = 2;
const PREPARED = `
  import { startWatchdog } from './watchdog';
  const stopTheWatch = startWatchdog(${PATIENCE_SECONDS});
  const hang = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
`;

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly told: string;
}

/** A process that is watched and does what `script` says. */
function watched(script: string): { child: ChildProcess; ended: Promise<Ended> } {
  const [{ text = '' } = {}] = buildSync({
    ...{ stdin: { contents: PREPARED + script, resolveDir: join(__dirname, '../../src') } },
    ...{ bundle: true, write: false, platform: 'node', format: 'cjs', target: 'node20' },
  }).outputFiles;
  const child = spawn(process.execPath, ['-e', text], { stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  child.stderr.on('data', (bytes: Buffer) => (told += bytes.toString()));
  const ended = once(child, 'close').then((end) => {
    const [code, signal] = end as [number | null, NodeJS.Signals | null];
    return { code, signal, told };
  });
  return { child, ended };
}

const WENT_ON: Ended = { code: 0, signal: null, told: '' };

describe('the watchdog', () => {
  it('ends a process that hangs, and says so', async () => {
    const { code, signal, told } = await watched('setTimeout(hang, 100);').ended;
    expect([code, signal]).toEqual([null, 'SIGKILL']);
    expect(JSON.parse(told)).toEqual({
      ...{ level: 60, time: expect.any(Number) as number },
      msg: 'the desk has done nothing for 2 s and is ended, so that its callers reach a person',
    });
  });

  it('leaves alone what is slow, but goes on', async () => {
    const script =
      'let times = 0; const slow = () => { hang(900); if (++times < 5) setTimeout(slow, 100); }; slow();';
    expect(await watched(script).ended).toEqual(WENT_ON);
  });

  it('keeps no process from ending', async () => {
    expect(await watched('').ended).toEqual(WENT_ON);
  });

  it('watches no longer than it is told to', async () => {
    expect(await watched('stopTheWatch(); setTimeout(() => hang(4_000), 100);').ended).toEqual(WENT_ON);
  });

  it('does not take a machine that was asleep for a process that hangs', async () => {
    const { child, ended } = watched('setTimeout(() => undefined, 3_000);');
    await setTimeout(500);
    child.kill('SIGSTOP');
    await setTimeout(4_000);
    child.kill('SIGCONT');
    expect(await ended).toEqual(WENT_ON);
  });
});
