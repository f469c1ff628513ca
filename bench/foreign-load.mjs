import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

export const TICKS_A_SECOND = 100;

/** Begins to watch the processors (Linux); the function it returns says what share of them, 0–1, went to programs that are not this
 *  process and what it started: the figures are measured beside them. */
export function watchForeignLoad() {
  const begun = { at: performance.now(), ...ticks() };
  return () => {
    const now = ticks();
    const all = ((performance.now() - begun.at) / 1000) * TICKS_A_SECOND * cpus().length;
    return Math.max(0, now.busy - begun.busy - (now.own - begun.own)) / all;
  };
}

function ticks() {
  const [user, nice, system, , , irq, softirq, steal] = readFileSync('/proc/stat', 'utf8')
    .split('\n')[0]
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return { busy: user + nice + system + irq + softirq + steal, own: ownTicks() };
}

/** Of this process and everything below it. */
function ownTicks() {
  const { alone, below } = ticksOf(process.pid);
  return alone + below;
}

/** Processor time of a process by itself, and of everything below it, in hundredths of a second. */
export function ticksOf(root) {
  const below = new Map();
  for (const one of readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProcess))
    below.set(one.parent, [...(below.get(one.parent) ?? []), one]);
  const sum = (pid) =>
    (below.get(pid) ?? []).reduce((total, child) => total + child.used + sum(child.pid), 0);
  return { alone: readProcess(root)[0]?.used ?? 0, below: sum(root) };
}

function readProcess(pid) {
  try {
    // The name in brackets may hold anything; what follows it begins with the state.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return [{ pid: Number(pid), parent: Number(fields[1]), used: Number(fields[11]) + Number(fields[12]) }];
  } catch {
    return []; // has ended meanwhile
  }
}
