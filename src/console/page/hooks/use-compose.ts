import { useMemo } from 'preact/hooks';
import { withText } from '../drafts';
import { ImeWatch, sends, type SendKey } from '../ime';
import { useSession } from '../session-context';
import { useDraft } from './use-draft';

/** The longest message, in characters. Longer ones are kept in the field and not sent. */
export const LIMIT = 2_000;
/** A paste beyond this would freeze the page: refused. */
const PASTE_LIMIT = 20_000;

/** Writing an answer: text, keys, sending. */
export function useCompose(conversationId: string, sendKey: SendKey) {
  const session = useSession();
  const [draft, keep] = useDraft(conversationId);
  const ime = useMemo(() => new ImeWatch(), [conversationId]);
  const long = draft.text.length > LIMIT;
  const say = (text: string): void => session.notices.dispatch({ type: 'show', text, fault: true });
  const send = (): void => {
    if (long) say(`${LIMIT}文字までにしてください（いま${draft.text.length}文字）。`);
    else session.send(conversationId);
  };
  return {
    draft,
    keep,
    long,
    send,
    field: {
      onCompositionStart: () => ime.started(),
      onCompositionEnd: (event: CompositionEvent) => ime.ended(event.timeStamp),
      onKeyDown: (event: KeyboardEvent) => {
        if (!sends(event, ime, sendKey)) return;
        event.preventDefault();
        send();
      },
      onInput: (event: InputEvent & { currentTarget: HTMLTextAreaElement }) => {
        keep(withText(draft, event.currentTarget.value));
        session.typed(conversationId, performance.now());
      },
      onPaste: (event: ClipboardEvent) => {
        const { length } = event.clipboardData?.getData('text') ?? '';
        if (length <= PASTE_LIMIT) return;
        event.preventDefault();
        say(`貼り付けた文章が長すぎます（${length.toLocaleString('ja-JP')}文字）。短くしてください。`);
      },
    },
  };
}
