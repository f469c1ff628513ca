import type { SaidLine } from '../answering/suggest';
import type { Message } from '../conversation/message';
import type { HttpReply, Route } from '../http/route';
import type { ConsoleParts } from './console-parts';
import { consoleRoute } from './console-route';
import { everHandedOver } from './reach-store';
import { refuseConsole } from './refusals';
import type { Suggestions } from './wire';

/** A citizen's last words lie within the last lines. */
const LINES_LOOKED_AT = 60;
const LONGEST_SEARCH = 200;

/** The desk's answers for staff: to a citizen's last words, to what staff type, and one by one. */
export function knowledgeRoutes(parts: ConsoleParts): Route[] {
  const { accounts, suggestions } = parts;
  return [
    consoleRoute(accounts, {
      method: 'GET',
      path: 'suggestions',
      handle: ({ request }) => suggest(parts, request.query.get('conversation') ?? ''),
    }),
    consoleRoute(accounts, {
      method: 'GET',
      path: 'search',
      handle: ({ request }) => {
        const query = [...(request.query.get('q') ?? '')].slice(0, LONGEST_SEARCH).join('').trim();
        const json: Suggestions = { query, suggestions: suggestions.search(query) };
        return { status: 200, json };
      },
    }),
    consoleRoute(accounts, {
      method: 'GET',
      path: 'entries/:id',
      handle: ({ request }) => {
        const found = suggestions.entry(request.params['id'] ?? '');
        return found === undefined ? refuseConsole('entry.unknown') : { status: 200, json: found };
      },
    }),
  ];
}

async function suggest(
  { db, city, conversations, suggestions }: ConsoleParts,
  conversationId: string,
): Promise<HttpReply> {
  if (!(await everHandedOver(db, city, conversationId))) return refuseConsole('handoff.unknown');
  const conversation = await conversations.find(conversationId);
  if (conversation === undefined) return refuseConsole('handoff.unknown');
  const from = Math.max(0, conversation.lastSeq - LINES_LOOKED_AT);
  const lines = (await conversations.since(conversationId, from)).map(said);
  const json: Suggestions = suggestions.forConversation(lines, conversation.channel);
  return { status: 200, json };
}

function said({ author, text, record }: Message): SaidLine {
  return { author, text, entryIds: record?.entryIds ?? [] };
}
