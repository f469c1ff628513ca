import type { HttpReply, HttpRequest, Route } from '../http/route';
import type { AccountParts } from './account-parts';
import { formRoute, seeOther } from './form-route';
import { linkPage, spentLinkPage } from './pages/sign-in-pages';
import { staffPage } from './pages/staff-page';
import { sessionCookie } from './session-cookie';
import type { SignInPagesParts } from './sign-in-routes';
import { pageOfStage } from './sign-in-routes';

/** Links that work once. Looking at one changes nothing (mail scanners look); its button uses it up. */
export function linkRoutes({ parts, publicUrl }: SignInPagesParts): Route[] {
  return [
    {
      method: 'GET',
      path: '/console/sign-in/link',
      handle: async ({ query }) => {
        const token = query.get('token') ?? '';
        const page = (await parts.links.isFresh(token))
          ? linkPage(token)
          : spentLinkPage(parts.demonstration);
        return staffPage(parts, page);
      },
    },
    formRoute('/console/sign-in/link', publicUrl, (request, form) =>
      useLink(parts, request, form.get('token') ?? ''),
    ),
  ];
}

async function useLink(parts: AccountParts, request: HttpRequest, token: string): Promise<HttpReply> {
  const { db, links, sessions, audit, demonstration, guard } = parts;
  const earlier = await guard.sessionOf(request.headers);
  const begun = await db.tx(async (q) => {
    const used = await links.use(q, token);
    // A desk that was a demonstration and is none any more must not keep its open door.
    if (used === undefined || (used.purpose === 'demonstration' && !demonstration)) return undefined;
    if (earlier !== undefined) await sessions.end(q, earlier.id, 'replaced');
    const { operatorId, purpose } = used;
    const opens = purpose === 'demonstration';
    const stage = opens ? 'open' : 'password';
    const { token: sessionToken } = await sessions.begin(q, {
      operatorId,
      stage,
      method: opens ? 'demonstration' : 'link',
    });
    const actor = `operator:${operatorId}`;
    await audit.append(q, { actor, act: 'link-used', subject: actor, details: { purpose } });
    if (opens) await audit.append(q, { actor, act: 'sign-in', subject: actor, details: { method: purpose } });
    return { sessionToken, stage } as const;
  });
  if (begun === undefined) return staffPage(parts, spentLinkPage(demonstration));
  return seeOther(pageOfStage(begun.stage, '/console'), sessionCookie(request.origin, begun.sessionToken));
}
