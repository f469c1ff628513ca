import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import type { Author, WireActivity } from '../../conversation/message';
import type { ReplyRecord } from '../../conversation/reply';
import { AppError } from '../../errors';

/** What the bot said, on its way into the current turn. */
export interface OutgoingActivity {
  readonly activity: WireActivity;
  readonly text: string;
  readonly author: Author;
  readonly record?: ReplyRecord;
}

export type Deliver = (outgoing: OutgoingActivity) => void;

/** What CloudAdapter calls of a ConnectorClient. */
type Conversations = Pick<
  ConnectorClient['conversations'],
  'replyToActivity' | 'sendToConversation' | 'updateActivity' | 'deleteActivity'
>;

/** Kept: what a citizen may read later. The rest (typing, trace) is of the moment, and a turn's replies appear together anyway. */
const KEPT: ReadonlySet<string | undefined> = new Set(['message', 'event', 'endOfConversation']);

/** Stands where the Bot Framework expects the network: hands activities to the turn instead of sending them. */
export function localConnector(deliver: Deliver): ConnectorClient {
  const send = (activity: Partial<Activity>): Promise<{ id: string }> => {
    if (KEPT.has(activity.type)) deliver(outgoing(activity));
    return Promise.resolve({ id: activity.id ?? randomUUID() });
  };
  const refuse = (): never => {
    throw new AppError(
      'input.invalid',
      'A stored reply is never changed or deleted: send another message instead',
    );
  };
  const conversations = {
    sendToConversation: (_conversationId: string, activity: Partial<Activity>) => send(activity),
    replyToActivity: (_conversationId: string, _activityId: string, activity: Partial<Activity>) =>
      send(activity),
    updateActivity: refuse,
    deleteActivity: refuse,
  } as unknown as Conversations;
  return { conversations } as ConnectorClient;
}

/** Number and time are the store's to give. TurnContext has overwritten `from` with the bot: an operator's name is put back. */
function outgoing(activity: Partial<Activity>): OutgoingActivity {
  const data = (activity.channelData ?? {}) as {
    author?: unknown;
    senderName?: unknown;
    record?: ReplyRecord;
  };
  const name = typeof data.senderName === 'string' ? data.senderName : activity.from?.name;
  return {
    activity: { ...activity, id: undefined, timestamp: undefined, from: { ...activity.from, name } },
    text: activity.text ?? '',
    author: data.author === 'operator' || data.author === 'system' ? data.author : 'bot',
    ...(data.record && { record: data.record }),
  };
}
