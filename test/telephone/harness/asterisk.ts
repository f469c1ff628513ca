import { spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { waitUntil } from '../../helpers/wait-until';
import { freeBlock, freePort } from './free-ports';
import { leaveNone } from './leave-none';

const TEMPLATES = path.join(__dirname, '../../../docs/asterisk');
const FOLDER =
  process.env['MADOGUCHI_TELEPHONY'] ??
  path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'madoguchi/telephony');
const PROGRAM = path.join(FOLDER, 'bin/asterisk');
/** Who calls from here comes over the SIP trunk: keys beside the voice. */
export const TRUNK = '127.0.0.2';
/** Who calls from here comes through the hikari-denwa gateway: keys as tones. */
export const HIKARI = '127.0.0.3';
export const OPERATOR = '127.0.0.4';
const READY_MS = 30_000;
const PASSWORD = 'only-for-these-tests';

/** Undefined where Asterisk is not installed. */
export function asteriskProgram(): string | undefined {
  return existsSync(PROGRAM) ? PROGRAM : undefined;
}

/** A real Asterisk with the configuration that docs/asterisk shows, on free ports of this machine, in a folder of its own. */
export class Asterisk {
  private process: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    readonly sipPort: number,
    readonly operatorPort: number,
    private readonly httpPort: number,
  ) {}

  /** `changes`: lines of the configuration that are others here. */
  static async start(changes: Readonly<Record<string, string>> = {}): Promise<Asterisk> {
    const folder = mkdtempSync(path.join(tmpdir(), 'asterisk-'));
    const asterisk = new Asterisk(folder, await freePort(), await freePort(), await freePort());
    const rtp = await freeBlock(200);
    asterisk.configure(changes, {
      SIP_ADDRESS: '127.0.0.1',
      SIP_PORT: String(asterisk.sipPort),
      TRUNK_ADDRESS: TRUNK,
      HIKARI_ADDRESS: HIKARI,
      OPERATOR_ADDRESS: `${OPERATOR}:${asterisk.operatorPort}`,
      ARI_USER: 'madoguchi',
      ARI_PASSWORD: PASSWORD,
      HTTP_PORT: String(asterisk.httpPort),
      RTP_FIRST: String(rtp),
      RTP_LAST: String(rtp + 199),
    });
    try {
      await asterisk.run();
      return asterisk;
    } catch (error) {
      process.stderr.write(asterisk.log());
      await asterisk.stop();
      throw error;
    }
  }

  get ari() {
    const url = `http://127.0.0.1:${this.httpPort}`;
    return { url, user: 'madoguchi', password: PASSWORD, app: 'madoguchi' };
  }

  async run(): Promise<void> {
    const child = spawn(PROGRAM, ['-f', '-C', path.join(this.folder, 'etc/asterisk.conf')], {
      stdio: 'ignore',
    });
    this.process = child;
    leaveNone(child);
    await waitUntil('Asterisk answers', () => this.answers(), READY_MS);
  }

  /** As a crash would. */
  async kill(): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The names of the channels there are. */
  async channels(): Promise<string[]> {
    return ((await this.ask('/channels')) as { name: string }[]).map(({ name }) => name);
  }

  async bridges(): Promise<number> {
    return ((await this.ask('/bridges')) as unknown[]).length;
  }

  /** As the desk does, under a name that no desk knows. */
  async ring(endpoint: string, channelId: string): Promise<void> {
    await this.ask(`/channels?${new URLSearchParams({ endpoint, channelId, app: 'madoguchi' })}`, 'POST');
  }

  log(): string {
    return readFileSync(path.join(this.folder, 'log/messages'), 'utf8');
  }

  private async ask(resource: string, method = 'GET'): Promise<unknown> {
    const authorization = `Basic ${Buffer.from(`madoguchi:${PASSWORD}`).toString('base64')}`;
    const response = await fetch(`${this.ari.url}/ari${resource}`, { method, headers: { authorization } });
    return response.json();
  }

  private async answers(): Promise<boolean> {
    return this.channels().then(
      () => true,
      () => false,
    );
  }

  private configure(
    changes: Readonly<Record<string, string>>,
    words: Readonly<Record<string, string>>,
  ): void {
    const etc = path.join(this.folder, 'etc');
    for (const name of ['etc', 'run', 'log', 'spool', 'db']) mkdirSync(path.join(this.folder, name));
    for (const file of readdirSync(TEMPLATES)) {
      const text = Object.entries(changes).reduce(
        (lines, [line, other]) => lines.replaceAll(`\n${line}\n`, `\n${other}\n`),
        readFileSync(path.join(TEMPLATES, file), 'utf8'),
      );
      writeFileSync(
        path.join(etc, file),
        text.replace(/@([A-Z_]+)@/g, (_, word: string) => words[word] ?? `(no ${word})`),
      );
    }
    writeFileSync(
      path.join(etc, 'logger.conf'),
      '[general]\n[logfiles]\nmessages => notice,warning,error,verbose(3)\n',
    );
    writeFileSync(path.join(etc, 'asterisk.conf'), this.folders());
  }

  private folders(): string {
    const root = path.join(FOLDER, 'root');
    const library = path.join(root, 'usr/lib');
    const machine = readdirSync(library).find((name) =>
      existsSync(path.join(library, name, 'asterisk/modules')),
    );
    const own = (name: string): string => path.join(this.folder, name);
    return [
      '[directories]',
      `astetcdir => ${own('etc')}`,
      `astmoddir => ${path.join(library, machine ?? '', 'asterisk/modules')}`,
      `astvarlibdir => ${path.join(root, 'usr/share/asterisk')}`,
      `astdatadir => ${path.join(root, 'usr/share/asterisk')}`,
      `astdbdir => ${own('db')}`,
      `astkeydir => ${own('db')}`,
      `astspooldir => ${own('spool')}`,
      `astrundir => ${own('run')}`,
      `astlogdir => ${own('log')}`,
      '[options]',
      'verbose = 3',
      '',
    ].join('\n');
  }
}
