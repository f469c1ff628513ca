import { z } from 'zod';
import type { HttpReply, Route } from '../http/route';
import { CONVERSATION_CHANNEL } from '../transcript/conversation-store';
import { consoleRoute, DONE, type StaffCall } from './console-route';
import { handoffId } from './lease-routes';
import { addNote } from './note-store';
import { everHandedOver } from './reach-store';
import { refuseConsole } from './refusals';
import { staffText } from './staff-text';
import { actorOf, ROOM_ROLES, type SupervisorParts } from './supervisor-parts';
import { refuseSupervisor } from './supervisor-refusals';

const whisperSchema = z.object({ key: z.string().min(1).max(100), text: z.string() });
type Whisper = z.infer<typeof whisperSchema>;

/** Listening in, whispering, taking over, draining. Each is in the audit log before it is done: what cannot be logged is not done. */
export function supervisorActs(parts: SupervisorParts): Route[] {
  return [...conversationActs(parts), ...siteActs(parts)];
}

function conversationActs(parts: SupervisorParts): Route[] {
  const { accounts } = parts;
  const roles = ROOM_ROLES;
  return [
    consoleRoute(accounts, {
      method: 'POST',
      path: 'handoffs/:id/take-over',
      roles,
      handle: (call) => takeOver(parts, call),
    }),
    consoleRoute(accounts, {
      method: 'POST',
      path: 'conversations/:id/listen',
      roles,
      handle: (call) => listen(parts, call),
    }),
    consoleRoute(accounts, {
      method: 'POST',
      path: 'conversations/:id/whisper',
      roles,
      input: whisperSchema,
      handle: (call) => whisper(parts, call),
    }),
  ];
}

function siteActs(parts: SupervisorParts): Route[] {
  const { accounts, handoff } = parts;
  return [
    consoleRoute(accounts, {
      method: 'POST',
      path: 'sites/:site/drain',
      roles: ROOM_ROLES,
      handle: (call) => onSite(parts, call, 'drain', (site) => handoff.drain(site, call.staff.operator.id)),
    }),
    consoleRoute(accounts, {
      method: 'POST',
      path: 'sites/:site/undrain',
      roles: ROOM_ROLES,
      handle: (call) => onSite(parts, call, 'undrain', (site) => handoff.undrain(site)),
    }),
  ];
}

async function takeOver(
  { handoff, audit }: SupervisorParts,
  { request, staff }: StaffCall<unknown>,
): Promise<HttpReply> {
  const row = await handoff.row(handoffId(request));
  if (row === undefined) return refuseConsole('handoff.unknown');
  await audit.record({
    actor: actorOf(staff),
    act: 'take-over',
    subject: `conversation:${row.conversationId}`,
    details: { handoff: row.handoffId, state: row.state, from: row.operatorId ?? 'queue' },
  });
  const {
    handoffId: id,
    conversationId,
    assignment,
  } = await handoff.takeOver(staff.operator.id, row.handoffId);
  return { status: 200, json: { handoffId: id, conversationId, assignment } };
}

async function listen(
  { db, city, audit }: SupervisorParts,
  { request, staff }: StaffCall<unknown>,
): Promise<HttpReply> {
  const conversationId = request.params['id'] ?? '';
  if (!(await everHandedOver(db, city, conversationId))) return refuseConsole('handoff.unknown');
  await audit.record({ actor: actorOf(staff), act: 'listen-in', subject: `conversation:${conversationId}` });
  return DONE;
}

/** A note that only staff see. The key is in the log as well, so that a whisper sent twice by a shaky network reads as one. */
async function whisper(
  { db, city, clock, mask, audit }: SupervisorParts,
  { request, staff, input }: StaffCall<Whisper>,
): Promise<HttpReply> {
  const conversationId = request.params['id'] ?? '';
  const read = staffText(input.text, mask);
  if (!read.ok) return read.reply;
  if (!(await everHandedOver(db, city, conversationId))) return refuseConsole('handoff.unknown');
  const { id: operatorId } = staff.operator;
  const { key } = input;
  await db.tx(async (q) => {
    const note = { conversationId, operatorId, key, kind: 'whisper' as const, text: read.text, at: clock() };
    await addNote(q, city, note);
    const subject = `conversation:${conversationId}`;
    await audit.append(q, { actor: actorOf(staff), act: 'whisper', subject, details: { key } });
  });
  void db.notify(CONVERSATION_CHANNEL, conversationId);
  return read.masked ? { status: 200, json: { masked: true } } : DONE;
}

async function onSite(
  { accounts, audit }: SupervisorParts,
  { request, staff }: StaffCall<unknown>,
  act: 'drain' | 'undrain',
  done: (site: string) => Promise<void>,
): Promise<HttpReply> {
  const site = request.params['site'] ?? '';
  const people = await accounts.people.list();
  if (!people.some((person) => person.site === site)) return refuseSupervisor('site.unknown');
  await audit.record({ actor: actorOf(staff), act, subject: `site:${site}` });
  await done(site);
  return DONE;
}
