import type { Draft, Inserted } from '../drafts';

interface EntryChipsProps {
  readonly draft: Draft;
  readonly onRemove: (entry: Inserted) => void;
}

/** Which entries the answer in the making comes from. They stay when the text is edited. */
export function EntryChips({ draft, onRemove }: EntryChipsProps) {
  if (draft.inserted.length === 0) return null;
  return (
    <ul class="chips" aria-label="差し込んだ回答">
      {draft.inserted.map((entry) => (
        <li key={entry.entryId} class="chip">
          {entry.entryId}（版{entry.release}）
          <button
            type="button"
            class="quiet small"
            aria-label={`${entry.entryId}を記録から外す`}
            onClick={() => onRemove(entry)}
          >
            <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
