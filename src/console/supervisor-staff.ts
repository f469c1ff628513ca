import { z } from 'zod';
import { refuseStaff } from '../accounts/refusals';
import type { Operator } from '../conversation/operator';
import { CHANNELS } from '../conversation/channel';
import { ROLES } from '../conversation/operator';
import { PRESENCE_CHANNEL } from '../handoff/handoff-channel';
import type { HttpReply, Route } from '../http/route';
import { consoleRoute, type StaffCall } from './console-route';
import { auditDetails, auditName } from './audit-words';
import { actLabel } from './supervisor-labels';
import { actorOf, ADMINISTRATORS, STAFF_ROLES, type SupervisorParts } from './supervisor-parts';
import { refuseSupervisor } from './supervisor-refusals';
import type { AuditLine, OperatorDetails } from './wire-supervisor';

/** Only the types: which values are allowed is the accounts' to say. */
const patchSchema = z
  .strictObject({
    displayName: z.string(),
    roles: z.array(z.enum(ROLES)),
    skills: z.array(z.string()),
    languages: z.array(z.string()),
    channels: z.array(z.enum(CHANNELS)),
    capacity: z.number(),
    site: z.string(),
    disabled: z.boolean(),
  })
  .partial();
type Patch = z.infer<typeof patchSchema>;

const PAGE = 100;

/** Who answers citizens and what each of them may do; and the log of sensitive acts. */
export function staffRoutes(parts: SupervisorParts): Route[] {
  const { accounts } = parts;
  return [
    consoleRoute(accounts, {
      method: 'GET',
      path: 'operators',
      roles: STAFF_ROLES,
      handle: async () => ({ status: 200, json: (await accounts.people.list()).map(detailsOf) }),
    }),
    consoleRoute(accounts, {
      method: 'PATCH',
      path: 'operators/:id',
      roles: STAFF_ROLES,
      input: patchSchema,
      handle: (call) => change(parts, call),
    }),
    consoleRoute(accounts, {
      method: 'GET',
      path: 'audit',
      roles: ADMINISTRATORS,
      handle: async ({ request }) => ({ status: 200, json: await auditLines(parts, request.query) }),
    }),
  ];
}

async function change(
  { accounts, db }: SupervisorParts,
  { request, staff, input }: StaffCall<Patch>,
): Promise<HttpReply> {
  const id = request.params['id'] ?? '';
  const { roles, disabled, displayName } = input;
  const administers = staff.operator.roles.includes('administrator');
  const touchesAccount = roles !== undefined || disabled !== undefined || displayName !== undefined;
  if (touchesAccount && !administers) return refuseStaff('role.missing');
  const givesUp = disabled === true || (roles !== undefined && !roles.includes('administrator'));
  if (id === staff.operator.id && administers && givesUp) return refuseSupervisor('operator.self'); // somebody must be left who can undo it
  const changed = await accounts.people.change(id, input, actorOf(staff));
  if (changed === undefined) return refuseSupervisor('operator.unknown');
  void db.notify(PRESENCE_CHANNEL, id);
  return { status: 200, json: detailsOf(changed) };
}

function detailsOf(operator: Operator): OperatorDetails {
  const { id, login, displayName, roles, skills, languages, channels, capacity, site, disabled } = operator;
  return { id, login, displayName, roles, skills, languages, channels, capacity, site, disabled };
}

async function auditLines(
  { audit, accounts }: SupervisorParts,
  query: URLSearchParams,
): Promise<AuditLine[]> {
  const before = Number(query.get('before') ?? Number.NaN);
  const events = await audit.list({ ...(Number.isSafeInteger(before) ? { before } : {}), limit: PAGE });
  const names = new Map(
    (await accounts.people.list()).map(({ id, displayName, login }) => [
      `operator:${id}`,
      `${displayName}（${login}）`,
    ]),
  );
  const named = (id: string) => ({ id, label: names.get(id) ?? auditName(id) });
  return events.map(({ n, at, actor, act, subject, details }) => ({
    n,
    at: at.toISOString(),
    actor: named(actor),
    act: { id: act, label: actLabel(act) },
    subject: named(subject),
    details: auditDetails(details),
  }));
}
