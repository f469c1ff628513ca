import { EventFactory, type Activity, type TurnContext } from 'botbuilder';
import type { Channel } from '../../conversation/channel';
import type { Message, WireActivity } from '../../conversation/message';

/** What happened to a handoff, as far as its event tells it. */
interface Happened {
  readonly handoffId: string;
  readonly n: number;
  readonly at: Date;
  readonly state: string;
  readonly conversationId: string;
  readonly userId: string;
  readonly channel: Channel;
  readonly cause: string;
  readonly topic: string | null;
  readonly skill: string;
  readonly language: string;
  readonly priority: number;
}

type News =
  | { readonly kind: 'initiate' }
  | {
      readonly kind: 'status';
      readonly state: 'accepted' | 'failed' | 'completed';
      readonly message?: string;
    };

interface Side {
  readonly id: string;
  readonly name: string;
}

/** Bot Framework's handoff event as a hub expects it; `handoff:<id>:<n>` is its id however often it is sent. Texts are masked. */
export function handoffActivity(
  happened: Happened,
  news: News,
  transcript: readonly Message[],
  bot: Side,
): WireActivity {
  const event =
    news.kind === 'initiate'
      ? initiation(happened, transcript, bot)
      : status(happened, news.state, news.message);
  return {
    ...event,
    id: `handoff:${happened.handoffId}:${happened.n}`,
    timestamp: happened.at.toISOString(),
    localTimezone: 'Asia/Tokyo',
    channelId: happened.channel,
    from: { ...bot, role: 'bot' },
  };
}

function initiation(happened: Happened, transcript: readonly Message[], bot: Side): Partial<Activity> {
  const { handoffId, state, cause, topic, skill, language, priority } = happened;
  const activities = transcript.map((message) => transcriptActivity(message, happened, bot));
  const wish = state === 'callback' || state === 'message' ? { wish: state } : {};
  const handoffContext = { handoffId, cause, topic, skill, language, priority, ...wish };
  return EventFactory.createHandoffInitiation(contextOf(happened, bot), handoffContext, {
    activities: activities as unknown as Activity[],
  });
}

function status(happened: Happened, state: string, message: string | undefined): Partial<Activity> {
  const conversation = { id: happened.conversationId } as Activity['conversation'];
  return EventFactory.createHandoffStatus(conversation, state, message);
}

/** All that the factory reads of a turn. */
function contextOf({ conversationId, userId, channel }: Happened, bot: Side): TurnContext {
  const activity = {
    type: 'message',
    channelId: channel,
    serviceUrl: `urn:madoguchi:${channel}`,
    conversation: { id: conversationId },
    from: { id: userId, role: 'user' },
    recipient: { ...bot, role: 'bot' },
  };
  return { activity } as unknown as TurnContext;
}

/** The stored line without what concerns the desk alone. */
function transcriptActivity(message: Message, { userId, channel }: Happened, bot: Side): WireActivity {
  const { id, at, text, author, conversationId } = message;
  return {
    type: 'message',
    id,
    timestamp: at,
    channelId: channel,
    conversation: { id: conversationId },
    from: author === 'citizen' ? { id: userId, role: 'user' } : { ...bot, role: 'bot' },
    text,
    channelData: { author },
  };
}
