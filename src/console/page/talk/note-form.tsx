import { useState } from 'preact/hooks';
import { randomKey } from '../random-key';
import { useSession } from '../session-context';

/** A private note to the conversation, for whoever reads it later. */
export function NoteForm({ conversationId }: { readonly conversationId: string }) {
  const session = useSession();
  const [text, setText] = useState('');
  const [key, setKey] = useState(randomKey);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (text.trim() === '') return;
    // The same key until it is stored: pressing twice makes one note.
    const saved = await session.attempt(async () => {
      session.tellMasked(
        await session.api.note(conversationId, { key, text: text.trim() }),
        'メモに残しました。',
      );
      return true;
    });
    if (!saved) return;
    setText('');
    setKey(randomKey());
    void session.load(conversationId);
  };
  return (
    <details class="note-form">
      <summary>メモを残す（市民の方には見えません）</summary>
      <form onSubmit={(event) => void save(event)}>
        <label class="hidden" for="note-text">
          メモ
        </label>
        <textarea
          id="note-text"
          rows={2}
          maxLength={1000}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit">メモを残す</button>
      </form>
    </details>
  );
}
