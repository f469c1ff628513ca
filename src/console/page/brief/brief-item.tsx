import type { BriefChange } from '../../wire';
import { dayText } from '../words';

const KINDS = { added: '追加', changed: '変更', removed: '削除' } as const;

interface BriefItemProps {
  readonly change: BriefChange;
  readonly onTick: () => void;
}

/** One changed answer, before and after. */
export function BriefItem({ change, onTick }: BriefItemProps) {
  const { kind, title, before, after, release, at, ticked } = change;
  return (
    <li class={ticked ? 'change ticked' : 'change'}>
      <h3>
        <span class="tag strong">{KINDS[kind]}</span> {title}
      </h3>
      <p class="hint">
        版{release}、{dayText(at)}
      </p>
      <div class="change-texts">
        {before !== undefined && (
          <div>
            <h4>前</h4>
            <p class="card-answer before">{before}</p>
          </div>
        )}
        {after !== undefined && (
          <div>
            <h4>いま</h4>
            <p class="card-answer">{after}</p>
          </div>
        )}
      </div>
      <button type="button" aria-pressed={ticked} aria-disabled={ticked} onClick={() => !ticked && onTick()}>
        {ticked ? '✓ 確認しました' : '確認した'}
      </button>
    </li>
  );
}
