import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem, loadavg } from 'node:os';

export function table(columns, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const rule = line(columns.map((_, i) => (i === 0 ? '---' : '--:')));
  return [line(columns), rule, ...rows.map(line)].join('\n');
}

export const ms = (value) => value.toFixed(value < 10 ? 2 : 0);
export const seconds = (value) => (value / 1000).toFixed(2);
export const mb = (value) => value.toFixed(0);
export const percent = (share) => `${(share * 100).toFixed(1)} %`;

/** What the figures depend on. */
export function machine() {
  const [cpu] = cpus();
  return [
    `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}`,
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB RAM`,
    `Node ${process.versions.node}`,
    `PostgreSQL ${postgresVersion()}`,
    `commit ${commit()}`,
    `load when the run began ${loadavg()[0].toFixed(2)}`,
    new Date().toISOString().slice(0, 10),
  ].join(', ');
}

function postgresVersion() {
  const { optionalDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url)));
  return Object.values(optionalDependencies)[0];
}

function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'unknown';
  }
}
