import type { Draft } from '../drafts';
import { useSession } from '../session-context';
import { useStore } from './use-store';

/** What is being written in a conversation, drawn again when an entry is inserted from elsewhere. */
export function useDraft(conversationId: string): [Draft, (draft: Draft) => void] {
  const session = useSession();
  useStore(session.kept);
  return [session.draft(conversationId), (draft) => session.keepDraft(conversationId, draft)];
}
