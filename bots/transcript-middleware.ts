import { ActivityTypes, type Middleware, type TurnContext } from 'botbuilder';
import type { ReplyRecord } from '../src/conversation/reply';

/** Where a reply's provenance goes besides the reply itself; personal data never does. */
export type OnReply = (reply: { conversationId: string; channel: string; record: ReplyRecord }) => void;

/**
 * Sees to it that every message of the bot carries its record (entry ids, release, confidence, reason), because the
 * store, clients and later questions ("what did we tell people at 9:12") read it from there.
 */
export class TranscriptMiddleware implements Middleware {
  constructor(
    private readonly release: () => number,
    private readonly onReply: OnReply,
  ) {}

  async onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    context.onSendActivities(async (_, activities, send) => {
      for (const activity of activities) {
        if (activity.type !== ActivityTypes.Message) continue;
        const data = (activity.channelData ?? {}) as { record?: ReplyRecord };
        const record = data.record ?? {
          decision: 'dialog',
          entryIds: [],
          release: this.release(),
          confidence: null,
          reason: 'dialog',
        };
        activity.channelData = { ...data, record };
        this.onReply({
          conversationId: context.activity.conversation.id,
          channel: context.activity.channelId,
          record,
        });
      }
      return send();
    });
    await next();
  }
}
