import { parseArgs } from 'node:util';

/** The options of the command line. A default that is a number wants a whole one from 1, a list those of its words, separated by commas.
 *  Prints `help` and ends when it is asked for; a wrong option ends with 1 and says which. */
export function readOptions(help, defaults) {
  try {
    const options = Object.fromEntries(
      Object.entries(defaults).map(([name, value]) => [name, optionOf(value)]),
    );
    const { values } = parseArgs({ options: { ...options, help: { type: 'boolean' } } });
    if (values.help) {
      process.stdout.write(`${help}\n`);
      process.exit(0);
    }
    return Object.fromEntries(
      Object.entries(defaults).map(([name, value]) => [name, valueOf(name, values[name], value)]),
    );
  } catch (error) {
    process.stderr.write(`bench: ${error.message}\n\n${help}\n`);
    process.exit(1);
  }
}

/** Runs the benchmark; a failure ends with 1 and its reason. */
export async function runOrFail(run) {
  try {
    await run();
  } catch (error) {
    process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

function optionOf(value) {
  return typeof value === 'boolean' ? { type: 'boolean' } : { type: 'string' };
}

function valueOf(name, given, value) {
  if (given === undefined) return value;
  if (typeof value === 'number') {
    if (!/^[1-9]\d{0,5}$/.test(given)) throw new Error(`--${name} ${given}: give a number from 1`);
    return Number(given);
  }
  if (!Array.isArray(value)) return given;
  const wrong = given.split(',').find((word) => !value.includes(word));
  if (wrong !== undefined) throw new Error(`--${name} ${wrong}: it is none of ${value.join(', ')}`);
  return given.split(',');
}
