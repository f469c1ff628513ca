import type { QueuePort } from '../dialogs/desk-services';
import type { HandoffService } from './handoff/handoff-service';
import { turnScope } from './transcript/turn-scope';

/** The queue inside the current turn: the row, the owner and the reply that announces them commit together. */
export function queuePort(handoff: HandoffService): QueuePort {
  return {
    join: async (request) => {
      const turn = turnScope.current();
      const place = await handoff.enqueue(turn.q, request);
      await turn.setOwner('queue');
      return place;
    },
    leaveWish: async (request) => {
      const turn = turnScope.current();
      await handoff.enqueue(turn.q, request);
      await turn.setOwner('bot');
    },
    raise: (conversationId) => handoff.raise(turnScope.current().q, conversationId, 'emergency'),
    hasReturned: async (handoffId) => (await handoff.row(handoffId))?.priorityReason === 'returned',
    leave: async (conversationId) => {
      const turn = turnScope.current();
      await handoff.cancel(turn.q, conversationId);
      await turn.setOwner('bot');
    },
    place: (conversationId) => handoff.place(turnScope.current().q, conversationId),
  };
}
