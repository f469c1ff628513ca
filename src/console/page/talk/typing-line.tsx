import { useSession } from '../session-context';
import type { Talk } from '../state';

/** Who is writing just now. Not a live region: it would interrupt the reading of the words themselves. */
export function TypingLine({ talk }: { readonly talk: Talk }) {
  const { me } = useSession();
  const others = talk.typing.filter(({ by, name }) => by === 'citizen' || name !== me.displayName);
  return (
    <p class="typing">
      {others
        .map(({ by, name }) => `${by === 'citizen' ? '市民の方' : (name ?? '職員')}が入力しています…`)
        .join(' ')}
    </p>
  );
}
