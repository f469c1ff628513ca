import { useState } from 'preact/hooks';
import type { ConsoleMessage } from '../../wire';
import { useSession } from '../session-context';
import { timeText } from '../words';
import { RevealDialog } from './reveal-dialog';

interface MessageLineProps {
  readonly conversationId: string;
  readonly message: ConsoleMessage;
}

const MARKS = {
  'person-begins': 'ここから職員が応対',
  'person-ends': 'ここまで職員が応対',
} as const;

const NAMES = { citizen: '市民の方', bot: '自動応答', operator: '職員', system: 'お知らせ' } as const;

/** One line of the conversation: who, when, what, and from which entries. */
export function MessageLine({ conversationId, message }: MessageLineProps) {
  const [original, setRevealed] = useState<string>();
  const revealed = message.sealed ? original : undefined; // taken back meanwhile: not to be seen any more
  const { author, mark, choices } = message;
  return (
    <li class={`message ${author}`} data-seq={message.seq}>
      {mark && <p class="mark">{MARKS[mark]}</p>}
      <p class="message-head">
        <strong>{message.senderName ?? NAMES[author]}</strong>
        <time dateTime={message.at}>{timeText(message.at)}</time>
      </p>
      <p class={revealed === undefined ? 'bubble' : 'bubble revealed'}>{revealed ?? message.text}</p>
      {choices && choices.length > 0 && <p class="message-foot">選択肢：{choices.join('／')}</p>}
      <Told message={message} />
      {message.sealed && (
        <Seal
          conversationId={conversationId}
          seq={message.seq}
          shown={revealed !== undefined}
          onShown={setRevealed}
        />
      )}
    </li>
  );
}

function Told({ message: { entryIds, release } }: { readonly message: ConsoleMessage }) {
  if (!entryIds || entryIds.length === 0) return null;
  return (
    <p class="message-foot">
      {entryIds.map((id) => (
        <span key={id} class="chip">
          {id}
          {release !== undefined && `（版${release}）`}
        </span>
      ))}
    </p>
  );
}

interface SealProps {
  readonly conversationId: string;
  readonly seq: number;
  readonly shown: boolean;
  readonly onShown: (text: string | undefined) => void;
}

function Seal({ conversationId, seq, shown, onShown }: SealProps) {
  const session = useSession();
  const [asking, setAsking] = useState(false);
  const reveal = async (): Promise<void> => {
    const answer = await session.attempt(() => session.api.reveal(conversationId, seq));
    setAsking(false);
    if (answer) onShown(answer.text);
  };
  return (
    <p class="message-foot">
      <span>{shown ? '個人情報を表示しています。' : '個人情報を伏せています。'}</span>
      <button type="button" class="small" onClick={() => (shown ? onShown(undefined) : setAsking(true))}>
        {shown ? '伏せる' : '表示'}
      </button>
      {asking && <RevealDialog onReveal={() => void reveal()} onClose={() => setAsking(false)} />}
    </p>
  );
}
