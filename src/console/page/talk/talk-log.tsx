import { useRef } from 'preact/hooks';
import { useScroll } from '../hooks/use-scroll';
import { useStore } from '../hooks/use-store';
import { logLines } from '../log-lines';
import { stillPending } from '../outbox';
import { useSession } from '../session-context';
import type { Talk } from '../state';
import { MessageLine } from './message-line';
import { NoteLine } from './note-line';
import { PendingLine } from './pending-line';

/** The conversation, newest at the bottom. */
export function TalkLog({ talk }: { readonly talk: Talk }) {
  const session = useSession();
  useStore(session.kept);
  const { conversationId, messages, notes } = talk;
  const pending = stillPending(session.outbox.of(conversationId), messages);
  const log = useRef<HTMLDivElement>(null);
  const keepPlace = useScroll(log, conversationId, messages.length + notes.length + pending.length);
  return (
    <div
      id="talk-log"
      class="log"
      role="log"
      aria-label="会話の記録"
      tabIndex={0}
      ref={log}
      onScroll={keepPlace}
    >
      <ol key={conversationId}>
        {logLines(messages, notes).map((line) =>
          line.kind === 'note' ? (
            <NoteLine key={`note-${line.note.id}`} note={line.note} />
          ) : (
            <MessageLine key={line.message.seq} conversationId={conversationId} message={line.message} />
          ),
        )}
        {pending.map((item) => (
          <PendingLine key={item.request.key} item={item} />
        ))}
      </ol>
      {!talk.loaded && messages.length === 0 && <p class="hint">会話を読み込んでいます…</p>}
    </div>
  );
}
