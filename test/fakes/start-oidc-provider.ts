import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A real provider in a process of its own. */
export interface RunningProvider {
  readonly issuer: string;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

export async function startOidcProvider(...redirectUris: string[]): Promise<RunningProvider> {
  const child = spawn(process.execPath, [join(__dirname, 'oidc-provider.mjs'), ...redirectUris], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return { issuer: line.toString().trim(), kill };
}
