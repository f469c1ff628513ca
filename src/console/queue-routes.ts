import { z } from 'zod';
import { PRESENCE_STATES, ROLES } from '../conversation/operator';
import type { Claimed } from '../handoff/lease';
import type { HttpReply, Route } from '../http/route';
import type { ConsoleParts } from './console-parts';
import { consoleRoute, DONE } from './console-route';
import { handoffId } from './lease-routes';
import { me } from './me';
import { queueSnapshot } from './queue-view';

const presenceSchema = z.object({ state: z.enum(PRESENCE_STATES) });

/** Who is there, who waits, and who takes whom. */
export function queueRoutes(parts: ConsoleParts): Route[] {
  return [...placeRoutes(parts), ...claimRoutes(parts)];
}

function placeRoutes(parts: ConsoleParts): Route[] {
  const { accounts, handoff } = parts;
  return [
    consoleRoute(accounts, {
      method: 'GET',
      path: 'me',
      roles: ROLES, // whoever does not answer citizens has a part of the page all the same
      handle: async ({ staff }) => ({ status: 200, json: await me(parts, staff) }),
    }),
    consoleRoute(accounts, {
      method: 'GET',
      path: 'queue',
      handle: async () => ({ status: 200, json: await queueSnapshot(parts) }),
    }),
    consoleRoute(accounts, {
      method: 'POST',
      path: 'presence',
      input: presenceSchema,
      handle: async ({ staff, input }) => {
        await handoff.setPresence(staff.operator.id, input.state);
        return DONE;
      },
    }),
  ];
}

function claimRoutes({ accounts, handoff }: ConsoleParts): Route[] {
  return [
    consoleRoute(accounts, {
      method: 'POST',
      path: 'next',
      handle: async ({ staff }) => {
        const claimed = await handoff.claimNext(staff.operator.id);
        return claimed === undefined ? DONE : claimedReply(claimed);
      },
    }),
    consoleRoute(accounts, {
      method: 'POST',
      path: 'handoffs/:id/claim',
      handle: async ({ request, staff }) =>
        claimedReply(await handoff.claim(staff.operator.id, handoffId(request))),
    }),
  ];
}

function claimedReply({ handoffId: id, conversationId, assignment }: Claimed): HttpReply {
  return { status: 200, json: { handoffId: id, conversationId, assignment } };
}
