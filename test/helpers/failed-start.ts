import { once } from 'node:events';
import { spawnDesk } from './running-desk';

/** How a desk that must not start ended. */
export interface FailedStart {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly lines: readonly string[];
}

/** Starts a desk that is expected to give up. `uid`: the user to be, for tests that run as root. */
export async function failedStart(
  settings: Record<string, string>,
  how: { main?: string; uid?: number } = {},
): Promise<FailedStart> {
  const desk = spawnDesk({ PORT: '0', ...settings }, how);
  let stdout = '';
  let stderr = '';
  desk.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    desk.kill('SIGKILL'); // it has started after all
  });
  desk.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [exitCode] = (await once(desk, 'close')) as [number | null];
  return { exitCode, stdout, lines: stderr.trimEnd().split('\n') };
}
