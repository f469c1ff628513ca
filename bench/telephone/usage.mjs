import { readdirSync, readFileSync } from 'node:fs';
import { TICKS_A_SECOND, ticksOf } from '../foreign-load.mjs';

/** Begins to watch the processes that take part; the function it returns says for each how many processors it kept busy (1: one whole
 *  one), and its resident megabytes. */
export function watchUsage({ desk, speech }) {
  const watched = { desk, Asterisk: asteriskPid(), 'speech stand-in': speech, callers: process.pid };
  const before = ticks(watched);
  const begun = performance.now();
  return () => {
    const after = ticks(watched);
    const all = ((performance.now() - begun) / 1000) * TICKS_A_SECOND;
    return Object.keys(after).map((name) => ({
      name,
      cores: (after[name] - before[name]) / all,
      residentMb: watched[name] === undefined ? undefined : residentMb(watched[name]),
    }));
  };
}

function ticks(watched) {
  const each = Object.entries(watched).map(([name, pid]) => [name, ticksOf(pid).alone]);
  return { ...Object.fromEntries(each), "desk's database": ticksOf(watched.desk).below };
}

/** The one that this process started. */
function asteriskPid() {
  const [pid] = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isOurAsterisk(name));
  return Number(pid);
}

function isOurAsterisk(pid) {
  try {
    const parent = /^.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
    return (
      Number(parent) === process.pid && /asterisk\.conf/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
    );
  } catch {
    return false; // has ended meanwhile
  }
}

function residentMb(pid) {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
