import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { HANGING } from '../../helpers/hanging';
import { waitUntil } from '../../helpers/wait-until';
import type { CarrierProcessTask } from './carrier-process';
import { leaveNone } from './leave-none';

const ROOT = path.join(__dirname, '../../..');
const FOLDER = path.join(ROOT, 'node_modules/.cache/madoguchi-tests');

/** A desk's carrier in a process of its own: nothing but a signal ends it. */
export class KillableCarrier {
  private said = '';

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (words: Buffer) => (this.said += words.toString()));
    leaveNone(child);
  }

  static async start(task: CarrierProcessTask): Promise<KillableCarrier> {
    mkdirSync(FOLDER, { recursive: true });
    const outfile = path.join(FOLDER, `carrier-process-${process.pid}.cjs`);
    buildSync({
      ...{ entryPoints: [path.join(__dirname, 'carrier-process.ts')], outfile, bundle: true },
      ...{ platform: 'node', format: 'cjs', target: 'node20', packages: 'external', logLevel: 'error' },
    });
    const child = spawn(process.execPath, ['--require', HANGING, outfile, JSON.stringify(task)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const carrier = new KillableCarrier(child);
    await carrier.says('connected');
    return carrier;
  }

  async says(word: string): Promise<void> {
    await waitUntil(`the desk says ${word}`, () => this.said.includes(`${word}\n`), 30_000);
  }

  /** Its connections stay; it does nothing any more. */
  hang(): void {
    this.child.kill('SIGUSR2');
  }

  /** As the power does. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
  }
}
