import path from 'node:path';
import type { Desk } from '../answering/answer-turn';
import { readConfig } from '../config';
import { deskTime, loadDesk } from '../load-desk';

/** Knowledge folders are found from the place of this file, so that commands work from any folder. */
const KNOWLEDGE = path.join(__dirname, '..', '..', '..', 'knowledge');

/** A desk without a store, for commands that only answer. Release 0 means "the files as they are". */
export async function openForCli(): Promise<{ desk: Desk; now: number }> {
  const config = readConfig(process.env);
  const machine = Date.now();
  const loaded = await loadDesk({ knowledgeDir: KNOWLEDGE, city: config.city, now: config.deskClock ?? Date.parse('2021-06-04T10:00+09:00') });
  const demonstration = loaded.pack.catalog.demonstration;
  const clock = config.deskClock ?? (demonstration ? Date.parse(demonstration.clock) : undefined);
  return { desk: { pack: loaded.pack, matcher: loaded.matcher, release: 0 }, now: deskTime(machine, machine, clock) };
}
