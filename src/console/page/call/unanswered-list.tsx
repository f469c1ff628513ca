import { useEffect, useState } from 'preact/hooks';
import type { Unanswered } from '../../wire';
import { useSession } from '../session-context';
import { CHANNEL_WORDS } from '../words';

const SHOWN = 10;

/** What no entry answered, from calls and chats alike; read again after each logged call. */
export function UnansweredList({ after }: { readonly after: number }) {
  const { api } = useSession();
  const [list, setList] = useState<readonly Unanswered[]>([]);
  useEffect(() => {
    let left = false;
    void api.unanswered().then(
      (found) => !left && setList(found),
      () => undefined, // the list is a help, not the work: the banner tells of the lost connection
    );
    return () => {
      left = true;
    };
  }, [after, api]);
  return (
    <section aria-label="答えのなかった質問">
      <h3>答えのなかった質問</h3>
      {list.length === 0 && <p class="hint">電話とチャットで「該当なし」だった質問が、ここに集まります。</p>}
      <ul class="past">
        {list.slice(0, SHOWN).map(({ text, channel, count }) => (
          <li key={`${channel}-${text}`}>
            <span class="tag">{CHANNEL_WORDS[channel] ?? channel}</span>
            <span>{text}</span>
            <span>{count}回</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
