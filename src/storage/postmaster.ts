import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** What `postmaster.pid` says (its line format is PostgreSQL's, see src/include/utils/pidfile.h). */
export interface PidFile {
  readonly pid: number;
  readonly socketDir: string;
  readonly status: string;
}

/** Reads the pid file of a data directory; undefined when there is none, or it is half written. */
export function readPidFile(data: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return pid > 0 ? { pid, socketDir: lines[4] ?? '', status: (lines[7] ?? '').trim() } : undefined;
  } catch {
    return undefined;
  }
}

/** A zombie (state Z) still has a pid: in a container without an init nobody collects it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !/^\d+ \(.*\) Z/s.test(readProc(pid, 'stat'));
}

/** Processes of a server on this data directory, its back ends included: a postmaster and its children stand in it. Linux only. */
export function processesIn(data: string): number[] {
  return numericNames('/proc').filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === data;
    } catch {
      return false; // gone, a zombie, or another user's
    }
  });
}

/** Whether the pid file blocks a start for good although no server is behind it: its pid is a zombie's or was given to another
 *  program. A pid that is simply gone PostgreSQL handles better itself, by checking the shared memory that the file names. */
export function isDebris(data: string): boolean {
  const file = readPidFile(data);
  if (file === undefined || process.platform !== 'linux') return false;
  const hasPid = readProc(file.pid, 'stat') !== '';
  return (
    hasPid &&
    (!isAlive(file.pid) || readProc(file.pid, 'comm').trim() !== 'postgres') &&
    processesIn(data).length === 0
  );
}

function numericNames(folder: string): number[] {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
