import type { Viewer } from '../../wire';
import { useSession } from '../session-context';

const MODES = { leading: '応対中', viewing: '見ています', listening: '見守っています' } as const;

/** Who else has this conversation on the screen. */
export function Viewers({ viewers }: { readonly viewers: readonly Viewer[] }) {
  const { me } = useSession();
  const others = viewers.filter(({ operatorId }) => operatorId !== me.operatorId);
  if (others.length === 0) return null;
  return (
    <p class="viewers">
      {others.map(({ operatorId, name, mode }) => (
        <span key={`${operatorId}-${mode}`} class="tag">
          {name}さんが{MODES[mode]}
        </span>
      ))}
    </p>
  );
}
