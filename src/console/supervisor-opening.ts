import { z } from 'zod';
import { dropOverride, listOverrides, OPENING_CHANNEL, putOverride } from '../handoff/opening-override-store';
import { closedFrom, openUntil } from '../handoff/opening-overrides';
import type { Block } from '../handoff/opening-hours';
import type { HttpReply, Route } from '../http/route';
import { dayInJapan } from '../knowledge/japan-time';
import { dateSchema, timeSchema } from '../knowledge/texts';
import { consoleRoute, type StaffCall } from './console-route';
import { staffText } from './staff-text';
import { openingState } from './opening-state';
import { actorOf, ROOM_ROLES, type SupervisorParts } from './supervisor-parts';
import { refuseSupervisor, type SupervisorRefusalCode } from './supervisor-refusals';

const blockSchema = z.object({ from: timeSchema, to: timeSchema });
const reason = z.string().max(200);
const openingSchema = z.discriminatedUnion('act', [
  z.object({ act: z.literal('close-now'), reason }),
  z.object({ act: z.literal('open-until'), until: timeSchema, reason }),
  z.object({ act: z.literal('day'), date: dateSchema, blocks: z.array(blockSchema).max(10), reason }),
  z.object({ act: z.literal('usual'), date: dateSchema }),
]);
type Change = z.infer<typeof openingSchema>;

/** What is to be said about one day; without blocks it goes by hours.yaml again. */
interface Word {
  readonly date: string;
  readonly blocks?: readonly Block[];
}

/** When operators answer: the two weeks ahead, and a supervisor's word about one day. */
export function openingRoutes(parts: SupervisorParts): Route[] {
  const state = (): HttpReply => ({
    status: 200,
    json: openingState(parts.opening.hours(), parts.clock()),
  });
  return [
    consoleRoute(parts.accounts, {
      method: 'GET',
      path: 'opening',
      roles: ROOM_ROLES,
      handle: async () => {
        await parts.opening.refresh();
        return state();
      },
    }),
    consoleRoute(parts.accounts, {
      method: 'PUT',
      path: 'opening',
      roles: ROOM_ROLES,
      input: openingSchema,
      handle: async (call) => (await change(parts, call)) ?? state(),
    }),
  ];
}

/** A refusal, or undefined when it is done. The minute is the server's: a supervisor's computer may go wrong. */
async function change(
  parts: SupervisorParts,
  { staff, input }: StaffCall<Change>,
): Promise<HttpReply | undefined> {
  const { db, city, audit, opening, mask } = parts;
  await opening.refresh(); // another node may have changed the day a moment ago
  const word = wordOf(parts, input);
  if (typeof word === 'string') return refuseSupervisor(word);
  const why = input.act === 'usual' ? undefined : staffText(input.reason, mask);
  if (why?.ok === false) return why.reply;
  await db.tx(async (q) => {
    const { date, blocks } = word;
    const [before] = await listOverrides(q, city, date);
    if (blocks === undefined || why === undefined) await dropOverride(q, city, date);
    else await putOverride(q, city, { date, blocks, reason: why.text, byOperator: staff.operator.id });
    const details = {
      act: input.act,
      blocks: (blocks ?? []).map(blockText),
      before: before?.date === date ? before.blocks.map(blockText) : ['hours.yaml'],
    };
    await audit.append(q, { actor: actorOf(staff), act: 'opening-changed', subject: `day:${date}`, details });
  });
  await opening.refresh();
  void db.notify(OPENING_CHANNEL, city);
  return undefined;
}

function wordOf({ opening, clock }: SupervisorParts, change: Change): Word | SupervisorRefusalCode {
  const now = clock();
  const today = dayInJapan(now);
  switch (change.act) {
    case 'close-now':
      return { date: today, blocks: closedFrom(opening.hours(), now) };
    case 'open-until': {
      if (change.until > '24:00') return 'opening.blocks';
      const blocks = openUntil(opening.hours(), now, change.until);
      return blocks === undefined ? 'opening.past' : { date: today, blocks };
    }
    case 'day':
      if (change.date < today) return 'opening.past';
      return areInOrder(change.blocks) ? { date: change.date, blocks: change.blocks } : 'opening.blocks';
    case 'usual':
      return change.date < today ? 'opening.past' : { date: change.date };
  }
}

function areInOrder(blocks: readonly Block[]): boolean {
  return blocks.every(({ from, to }, n) => from < to && to <= '24:00' && (blocks[n - 1]?.to ?? '') <= from);
}

function blockText({ from, to }: Block): string {
  return `${from}-${to}`;
}
