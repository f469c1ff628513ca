import type { ChildProcess } from 'node:child_process';

const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Not even a test that was broken off leaves this process behind. */
export function leaveNone(child: ChildProcess): void {
  running.add(child);
  child.once('exit', () => running.delete(child));
}
