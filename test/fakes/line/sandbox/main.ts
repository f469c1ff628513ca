import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FakeLine } from '../fake-line';
import { Sandbox } from './sandbox';
import { serveSandbox } from './serve';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3990' },
    'desk-port': { type: 'string', default: '3978' },
  },
});

/** Starts the stand-in of LINE, a desk behind it with data of its own, sets the account up as an officer would, and serves the page. */
async function run(): Promise<void> {
  const line = await new FakeLine().start();
  const publicUrl = `http://localhost:${values['desk-port']}`;
  const env = {
    ...process.env,
    ...line.settings,
    PORT: values['desk-port'],
    PUBLIC_URL: publicUrl,
    DATA_DIR: process.env['DATA_DIR'] ?? join('data', 'line-sandbox'),
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
  };
  const pageDir = join('test', 'fakes', 'line', 'sandbox', 'page');
  const { origin } = await serveSandbox({ sandbox: new Sandbox(line), pageDir, port: Number(values.port) });
  const desk = spawn(process.execPath, [join('dist', 'src', 'main.js')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => desk.kill('SIGTERM')); // whatever ends this ends the desk
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => desk.kill('SIGTERM'));
  await started(desk);
  desk.once('exit', (code) => process.exit(code ?? 0));
  line.connect(`${publicUrl}/line/webhook`);
  const setup = spawn(process.execPath, [join('dist', 'src', 'cli', 'line.js'), 'setup'], {
    env,
    stdio: 'inherit',
  });
  await once(setup, 'exit');
  console.log(`\nLINEのためし場（アカウントは要りません）: ${origin}/`);
}

/** Resolves when the desk has printed its address, which goes on to the terminal. */
async function started(desk: ChildProcess): Promise<void> {
  desk.stdout?.pipe(process.stdout);
  await new Promise<void>((resolve, reject) => {
    desk.stdout?.once('data', () => resolve());
    desk.once('exit', (code) => reject(new Error(`the desk ended with ${code}`)));
  });
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
