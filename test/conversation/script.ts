import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { CHANNELS } from '../../src/conversation/channel';

const words = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const lineSchema = z.strictObject({
  /** What the citizen says… */
  citizen: z.string().optional(),
  /** …or which button of the last reply is pressed. */
  press: z.string().optional(),
  /** Before that: an operator takes the conversation, or so many other citizens are in the queue already. */
  operator: z.string().optional(),
  others: z.number().optional(),
  /** Before that: the operator who leads the conversation closes it, or is cut off. */
  closes: z.boolean().optional(),
  returns: z.boolean().optional(),
  /** Before that: the last hour was such that whoever comes now waits long. */
  busy: z.boolean().optional(),
  /** Before that: the desk's clock moves on to this moment. */
  clock: z.string().optional(),
  /** Each must be somewhere in what the desk says; `hears`: in what it says aloud. */
  bot: words.optional(),
  hears: words.optional(),
  not: words.optional(),
  /** Exactly these buttons. */
  buttons: words.optional(),
  silent: z.boolean().optional(),
  decision: z.string().optional(),
  entry: words.optional(),
  owner: z.string().optional(),
  /** The state of the conversation's newest handoff, and why it goes first. */
  handoff: z.string().optional(),
  priority: z.string().optional(),
  stored: z.string().optional(),
});

const scriptSchema = z.array(
  z.strictObject({
    name: z.string(),
    channel: z.enum(CHANNELS).default('web'),
    clock: z.string().default('2021-06-04T10:00+09:00'),
    lines: z.array(lineSchema).min(1),
  }),
);

export type Script = z.infer<typeof scriptSchema>[number];
export type Line = z.infer<typeof lineSchema>;

/** Every conversation of the YAML files in this folder, by file. */
export function readScripts(): { file: string; scripts: Script[] }[] {
  return readdirSync(__dirname)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((file) => ({
      file,
      scripts: scriptSchema.parse(parse(readFileSync(path.join(__dirname, file), 'utf8'))),
    }));
}
