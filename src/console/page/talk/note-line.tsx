import type { Note } from '../../wire';
import { timeText } from '../words';

const KINDS = { note: 'メモ', whisper: '助言', transfer: '引き継ぎ' } as const;

/** Seen by staff only; looks unlike anything the citizen sees. */
export function NoteLine({ note }: { readonly note: Note }) {
  return (
    <li class={`note ${note.kind}`}>
      <p class="message-head">
        <span class="tag">{KINDS[note.kind]}</span>
        <strong>{note.by.label}</strong>
        <time dateTime={note.at}>{timeText(note.at)}</time>
        <span>市民の方には見えません</span>
      </p>
      <p class="bubble">{note.text}</p>
    </li>
  );
}
