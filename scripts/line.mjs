// `npm run line -- …`: setup is part of the desk; draw and sandbox need what only a checkout has.
import { spawn } from 'node:child_process';

const [command, ...rest] = process.argv.slice(2);
const asksForHelp = process.argv.slice(2).some((word) => word === '--help' || word === '-h');
const programs = { draw: 'scripts/line-rich-menu.mjs', sandbox: 'scripts/line-sandbox.mjs' };
const program = asksForHelp ? undefined : programs[command];
const args = program === undefined ? ['dist/src/cli/line.js', ...process.argv.slice(2)] : [program, ...rest];

const child = spawn(process.execPath, args, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 0 : 1)));
