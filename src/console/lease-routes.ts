import { z } from 'zod';
import { isCloseCode, isCloseReason } from '../handoff/close-codes';
import type { Lease } from '../handoff/lease';
import type { HttpReply, HttpRequest, Route } from '../http/route';
import { CONVERSATION_CHANNEL } from '../transcript/conversation-store';
import type { ConsoleParts } from './console-parts';
import { consoleRoute, DONE, type StaffCall } from './console-route';
import { addNote } from './note-store';
import { refuseConsole } from './refusals';
import { staffText } from './staff-text';

const leaseSchema = z.object({ assignment: z.number().int().nonnegative() });
const holdSchema = leaseSchema.extend({ on: z.boolean() });
const closeSchema = leaseSchema.extend({
  code: z.string().refine(isCloseCode),
  reason: z.string().refine(isCloseReason),
  note: z.string().optional(),
});
const transferSchema = leaseSchema.extend({
  operatorId: z.string().optional(),
  skill: z.string().max(100).optional(),
  note: z.string().default(''),
});

/** What the operator who has a handoff may do with it; each step carries the fencing token. */
export function leaseRoutes(parts: ConsoleParts): Route[] {
  return [...stepRoutes(parts), ...partingRoutes(parts)];
}

function stepRoutes({ accounts, handoff }: ConsoleParts): Route[] {
  const steps = {
    accept: (lease: Lease) => handoff.accept(lease),
    decline: (lease: Lease) => handoff.decline(lease),
    end: (lease: Lease) => handoff.endTalk(lease),
    requeue: (lease: Lease) => handoff.requeue(lease),
  };
  const plain = Object.entries(steps).map(([act, step]) =>
    consoleRoute(accounts, {
      method: 'POST',
      path: `handoffs/:id/${act}`,
      input: leaseSchema,
      handle: async (call) => {
        await step(leaseOf(call));
        return DONE;
      },
    }),
  );
  const hold = consoleRoute(accounts, {
    method: 'POST',
    path: 'handoffs/:id/hold',
    input: holdSchema,
    handle: async (call) => {
      await handoff.hold(leaseOf(call), call.input.on);
      return DONE;
    },
  });
  return [...plain, hold];
}

function partingRoutes(parts: ConsoleParts): Route[] {
  return [
    consoleRoute(parts.accounts, {
      method: 'POST',
      path: 'handoffs/:id/transfer',
      input: transferSchema,
      handle: (call) => transfer(parts, call),
    }),
    consoleRoute(parts.accounts, {
      method: 'POST',
      path: 'handoffs/:id/close',
      input: closeSchema,
      handle: (call) => close(parts, call),
    }),
  ];
}

async function transfer(
  parts: ConsoleParts,
  call: StaffCall<z.infer<typeof transferSchema>>,
): Promise<HttpReply> {
  const { operatorId, skill } = call.input;
  const to = operatorId === undefined ? skill && { skill } : { operatorId };
  if (!to || operatorId === call.staff.operator.id) return refuseConsole('transfer.refused');
  const note = noteText(parts, call.input.note);
  if ('reply' in note) return note.reply;
  const lease = leaseOf(call);
  await parts.handoff.transfer(lease, to, note.text);
  await keepNote(parts, lease, { kind: 'transfer', text: note.text });
  return DONE;
}

async function close(parts: ConsoleParts, call: StaffCall<z.infer<typeof closeSchema>>): Promise<HttpReply> {
  const { code, reason } = call.input;
  const note = noteText(parts, call.input.note ?? '');
  if ('reply' in note) return note.reply;
  const lease = leaseOf(call);
  await parts.handoff.close(lease, { code, reason });
  await keepNote(parts, lease, { kind: 'note', text: note.text });
  return DONE;
}

/** Masked; an empty one is none. */
function noteText({ mask }: ConsoleParts, typed: string): { text: string } | { reply: HttpReply } {
  if (typed.trim() === '') return { text: '' };
  const read = staffText(typed, mask);
  return read.ok ? { text: read.text } : { reply: read.reply };
}

/** After the step itself: a note that is lost with a crash in between costs less than a step that was not taken. */
async function keepNote(
  { db, city, clock, handoff }: ConsoleParts,
  lease: Lease,
  { kind, text }: { kind: 'note' | 'transfer'; text: string },
): Promise<void> {
  const row = text === '' ? undefined : await handoff.row(lease.handoffId);
  if (row === undefined) return;
  const { conversationId } = row;
  const key = `${kind}:${lease.handoffId}:${lease.assignment}`;
  await addNote(db, city, {
    conversationId,
    operatorId: lease.operatorId,
    key,
    kind,
    text,
    at: clock(),
  });
  void db.notify(CONVERSATION_CHANNEL, conversationId);
}

function leaseOf({ request, staff, input }: StaffCall<{ assignment: number }>): Lease {
  return {
    handoffId: handoffId(request),
    operatorId: staff.operator.id,
    assignment: input.assignment,
  };
}

/** Ids are numbers of the database; anything else is nobody's. */
export function handoffId({ params }: HttpRequest): string {
  const id = params['id'] ?? '';
  return /^\d{1,18}$/.test(id) ? id : '0';
}
