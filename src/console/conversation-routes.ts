import { z } from 'zod';
import type { HttpReply, HttpRequest, Route } from '../http/route';
import { CONVERSATION_CHANNEL } from '../transcript/conversation-store';
import { consoleMessage } from './console-message';
import type { ConsoleParts } from './console-parts';
import { consoleRoute, DONE, type StaffCall } from './console-route';
import { entriesExist } from './inserted-entries';
import { addNote, notesOf } from './note-store';
import { queueSnapshot } from './queue-view';
import { everHandedOver, isLedBy, originalKinds } from './reach-store';
import { refuseConsole } from './refusals';
import { staffText } from './staff-text';
import { transcriptPage } from './transcript-page';
import { viewersOf } from './viewer-store';
import type { ConversationView, SayRequest } from './wire';

const key = z.string().min(1).max(100);
const saySchema = z.object({
  handoffId: z.string().regex(/^\d{1,18}$/),
  assignment: z.number().int().nonnegative(),
  key,
  text: z.string(),
  entryIds: z.array(z.string().max(100)).max(20).optional(),
  release: z.number().int().positive().optional(),
});
const noteSchema = z.object({ key, text: z.string() });
const revealSchema = z.object({ seq: z.number().int().positive() });

/** One conversation: its lines, what is said into it, and what is written about it. */
export function conversationRoutes(parts: ConsoleParts): Route[] {
  const { accounts } = parts;
  return [
    consoleRoute(accounts, {
      method: 'GET',
      path: 'conversations/:id',
      handle: (call) => reached(parts, call.request, () => view(parts, call.request)),
    }),
    consoleRoute(accounts, {
      method: 'POST',
      path: 'conversations/:id/say',
      input: saySchema,
      handle: (call) => say(parts, { ...call, input: defined(call.input) }),
    }),
    consoleRoute(accounts, {
      method: 'POST',
      path: 'conversations/:id/notes',
      input: noteSchema,
      handle: (call) => reached(parts, call.request, () => note(parts, call)),
    }),
    consoleRoute(accounts, {
      method: 'POST',
      path: 'conversations/:id/reveal',
      input: revealSchema,
      handle: (call) => reached(parts, call.request, () => reveal(parts, call)),
    }),
    consoleRoute(accounts, {
      method: 'GET',
      path: 'conversations/:id/transcript',
      handle: (call) => reached(parts, call.request, () => print(parts, call)),
    }),
  ];
}

/** Only conversations that came to people. */
async function reached(
  { db, city }: ConsoleParts,
  request: HttpRequest,
  then: () => Promise<HttpReply>,
): Promise<HttpReply> {
  return (await everHandedOver(db, city, idOf(request))) ? then() : refuseConsole('handoff.unknown');
}

async function view(parts: ConsoleParts, request: HttpRequest): Promise<HttpReply> {
  const { db, city, conversations, originals } = parts;
  const conversationId = idOf(request);
  const after = Number(request.query.get('after') ?? 0);
  const conversation = await conversations.find(conversationId);
  if (conversation === undefined || !Number.isSafeInteger(after)) return refuseConsole('handoff.unknown');
  const [messages, sealed, notes, viewers, { rows }] = await Promise.all([
    conversations.since(conversationId, after),
    originals.sealedSeqs(conversationId),
    notesOf(db, city, conversationId),
    viewersOf(db, city, [conversationId]),
    queueSnapshot(parts),
  ]);
  const row = rows.find((open) => open.conversationId === conversationId);
  const json: ConversationView = {
    conversationId,
    channel: conversation.channel,
    ...(row === undefined ? {} : { row }),
    messages: messages.map((message) => consoleMessage(message, sealed)),
    notes,
    viewers: viewers.get(conversationId) ?? [],
  };
  return { status: 200, json };
}

async function say(
  parts: ConsoleParts,
  { request, staff, input }: StaffCall<SayRequest>,
): Promise<HttpReply> {
  const { handoff, mask } = parts;
  const { handoffId, assignment, entryIds = [], release } = input;
  const read = staffText(input.text, mask);
  if (!read.ok) return read.reply;
  if (!(await entriesExist(parts, entryIds, release))) return refuseConsole('entry.unknown');
  const row = await handoff.row(handoffId);
  if (row?.conversationId !== idOf(request)) return refuseConsole('handoff.unknown');
  const { id: operatorId, displayName: senderName } = staff.operator;
  const inserted = entryIds.length === 0 || release === undefined ? {} : { entryIds, release };
  const message = await handoff.say(
    { handoffId, operatorId, assignment },
    { key: `${operatorId}:${input.key}`, text: read.text, senderName, ...inserted },
  );
  return { status: 200, json: { seq: message.seq, ...(read.masked ? { masked: true } : {}) } };
}

async function note(
  { db, city, clock, mask }: ConsoleParts,
  { request, staff, input }: StaffCall<z.infer<typeof noteSchema>>,
): Promise<HttpReply> {
  const read = staffText(input.text, mask);
  if (!read.ok) return read.reply;
  const conversationId = idOf(request);
  await addNote(db, city, {
    conversationId,
    operatorId: staff.operator.id,
    key: input.key,
    kind: 'note',
    text: read.text,
    at: clock(),
  });
  void db.notify(CONVERSATION_CHANNEL, conversationId);
  return read.masked ? { status: 200, json: { masked: true } } : DONE;
}

/** The audit log is written first: an original that cannot be logged is not shown. */
async function reveal(
  parts: ConsoleParts,
  { request, staff, input }: StaffCall<z.infer<typeof revealSchema>>,
): Promise<HttpReply> {
  const { db, city, audit, originals } = parts;
  const { id: operatorId, roles } = staff.operator;
  const conversationId = idOf(request);
  const leads = await isLedBy(db, { city, conversationId, operatorId });
  if (!leads && !roles.includes('supervisor')) return refuseConsole('reveal.refused');
  const text = await originals.reveal(conversationId, input.seq);
  if (text === undefined) return refuseConsole('original.gone');
  const kinds = await originalKinds(db, city, { conversationId, seq: input.seq });
  await audit.record({
    actor: `operator:${operatorId}`,
    act: 'reveal',
    subject: `conversation:${conversationId}`,
    details: { seq: input.seq, kinds, leading: leads },
  });
  return { status: 200, json: { text } };
}

async function print(parts: ConsoleParts, { request, staff }: StaffCall<unknown>): Promise<HttpReply> {
  const { db, city, audit, clock, conversations, desk } = parts;
  const conversationId = idOf(request);
  const [messages, notes] = await Promise.all([
    conversations.since(conversationId, 0),
    notesOf(db, city, conversationId),
  ]);
  await audit.record({
    actor: `operator:${staff.operator.id}`,
    act: 'transcript-printed',
    subject: `conversation:${conversationId}`,
    details: { messages: messages.length },
  });
  const lines = messages.map((message) => consoleMessage(message, new Set()));
  const page = transcriptPage({
    conversationId,
    lines,
    notes,
    city: desk().pack.catalog.city,
    printedBy: staff.operator.displayName,
    printedAt: clock(),
  });
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page };
}

function idOf({ params }: HttpRequest): string {
  return params['id'] ?? '';
}

/** zod writes what is absent as undefined; the wire's types leave it out. */
function defined({ entryIds, release, ...rest }: z.infer<typeof saySchema>): SayRequest {
  return {
    ...rest,
    ...(entryIds === undefined ? {} : { entryIds }),
    ...(release === undefined ? {} : { release }),
  };
}
