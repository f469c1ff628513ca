import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { setPriority, tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '../../../errors';
import { readTrace, type Phoneme } from './label-trace';

/** Where Debian's packages put the program, its dictionary and its voice. */
const PROGRAMS = ['/usr/bin/open_jtalk', '/usr/local/bin/open_jtalk'];
const DICTIONARIES = [
  '/var/lib/mecab/dic/open-jtalk/naist-jdic',
  '/usr/share/open_jtalk/dic',
  '/usr/local/share/open_jtalk/dic',
];
const VOICES = ['/usr/share/hts-voice/nitech-jp-atr503-m001/nitech_jp_atr503_m001.htsvoice'];
/** Brings all three on Debian 12 and later, as root; the voice is in `contrib`, which plain `apt-get install` may not know. */
export const INSTALL_OPEN_JTALK = 'sudo bash scripts/install-open-jtalk.sh';

/** The program reads a line of this many bytes, and drops what is longer without a word. */
const LONGEST_LINE = 1_022;
/** One run of the program may take this long, in milliseconds; usually it is a quarter of a second. */
const TIMEOUT_MS = 20_000;

/** The program and its files. */
export interface OpenJTalkFiles {
  readonly program: string;
  readonly dictionary: string;
  readonly voice: string;
}

/** Undefined when one of the three is not installed. */
export function findOpenJTalk(): OpenJTalkFiles | undefined {
  const program = PROGRAMS.find(isExecutable);
  const dictionary = DICTIONARIES.find((folder) => existsSync(path.join(folder, 'sys.dic')));
  const voice = VOICES.find((file) => existsSync(file));
  return program && dictionary && voice ? { program, dictionary, voice } : undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Behind the calls, but not so far behind that a busy machine never speaks. */
const NICENESS = 5;

/** Samples of one frame of the voice, and of a frame when only the trace is wanted: the sound is rubbish then, but made eight times as
 *  fast, and the phonemes and their lengths, in frames, are the same. */
const FRAME_SAMPLES = 240;
const SHORT_FRAME_SAMPLES = 4;

/** What the program would say, without the sound. Throws `speech.unavailable`. */
export function rehearseLine(files: OpenJTalkFiles, line: string, speed: number): Promise<Phoneme[]> {
  return withFolder(async (folder) => {
    const trace = path.join(folder, 'trace.txt');
    const unheard = ['-p', String(SHORT_FRAME_SAMPLES), '-ow', path.join(folder, 'unheard.wav')];
    await run(files.program, [...flagsOf(files, speed), ...unheard, '-ot', trace], line);
    return readTrace(await readFile(trace, 'utf8'), FRAME_SAMPLES / SHORT_FRAME_SAMPLES);
  });
}

/** One line as a WAV file, at `speed` (0.57: about 5 mora a second). Throws `speech.unavailable`. */
export function speakLine(files: OpenJTalkFiles, line: string, speed: number): Promise<Buffer> {
  return withFolder(async (folder) => {
    const wav = path.join(folder, 'speech.wav');
    const frame = ['-p', String(FRAME_SAMPLES)];
    await run(files.program, [...flagsOf(files, speed), ...frame, '-ow', wav], line);
    return readFile(wav);
  });
}

function flagsOf({ dictionary, voice }: OpenJTalkFiles, speed: number): string[] {
  return ['-x', dictionary, '-m', voice, '-r', speed.toFixed(4)];
}

async function withFolder<T>(job: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'desk-speech-'));
  try {
    return await job(folder);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('speech.unavailable', 'Open JTalk made no sound of a text: see the cause.', { cause });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The program runs behind everything else: the calls that are being listened to are in this process. */
function run(program: string, flags: readonly string[], line: string): Promise<void> {
  if (Buffer.byteLength(line) > LONGEST_LINE)
    throw new AppError('speech.unavailable', 'A sentence is too long to be spoken: cut it with 「。」.');
  return new Promise((resolve, reject) => {
    const child = spawn(program, flags, { stdio: ['pipe', 'ignore', 'pipe'], timeout: TIMEOUT_MS });
    let complaint = '';
    child.stderr.on('data', (text: Buffer) => (complaint = `${complaint}${text.toString()}`.slice(-300)));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0 && !complaint.includes('Error')) resolve();
      else reject(new AppError('speech.unavailable', `open_jtalk ended with ${code}: ${complaint.trim()}`));
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${line}\n`);
    if (child.pid !== undefined) lower(child.pid);
  });
}

function lower(pid: number): void {
  try {
    setPriority(pid, NICENESS);
  } catch {
    // It has ended already, or the system does not allow it: it runs as it is.
  }
}
