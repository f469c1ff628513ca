import { url as debuggerUrl } from 'node:inspector';
import { Worker } from 'node:worker_threads';

/** No turn takes a hundredth of it; a start from a killed desk takes a third. */
const PATIENCE_SECONDS = 15;

/** Counts beats that have not come, one a second, instead of time: a machine that was asleep counts none. */
const WATCH = `
const { writeSync } = require('node:fs');
const { workerData: { beats, patienceSeconds } } = require('node:worker_threads');
let last = 0, missed = 0;
setInterval(() => {
  const now = Atomics.load(beats, 0);
  missed = now === last ? missed + 1 : 0;
  last = now;
  if (missed < patienceSeconds) return;
  const msg = 'the desk has done nothing for ' + patienceSeconds + ' s and is ended, so that its callers reach a person';
  writeSync(2, JSON.stringify({ level: 60, time: Date.now(), msg }) + '\\n');
  process.kill(process.pid, 'SIGKILL');
}, 1_000);
`;

/**
 * Ends this process, as kill -9 does, when its event loop has stood still for so many seconds. A process that hangs keeps its connections
 * open, and nobody who waits on one notices; one that has ended is noticed by Asterisk, LINE, chat pages and the service manager. Not while
 * a debugger holds the process. The result ends the watch.
 */
export function startWatchdog(patienceSeconds = PATIENCE_SECONDS): () => void {
  if (debuggerUrl() !== undefined) return () => undefined;
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(WATCH, { eval: true, workerData: { beats, patienceSeconds } });
  // Without it the desk goes on: a watch that fails must not end what it watches.
  worker.on('error', (error) => process.emitWarning(error));
  worker.unref();
  const beat = setInterval(() => Atomics.add(beats, 0, 1), 1_000).unref();
  return () => {
    clearInterval(beat);
    void worker.terminate();
  };
}
