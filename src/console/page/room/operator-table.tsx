import { useCallback, useState } from 'preact/hooks';
import type { OperatorPresence } from '../../wire';
import type { OperatorDetails } from '../../wire-supervisor';
import { useNow } from '../hooks/use-now';
import { useSession } from '../session-context';
import { durationText, PRESENCE_WORDS } from '../words';
import { OperatorDialog } from './operator-dialog';
import type { SupervisorApi } from './supervisor-api';
import { useAnswer } from './use-answer';

interface OperatorTableProps {
  readonly supervisor: SupervisorApi;
  /** Who is there now; an administrator who does not lead the room sees the accounts alone. */
  readonly presences: readonly OperatorPresence[];
}

/** Everybody who answers: what they do now, and what they may. */
export function OperatorTable({ supervisor, presences }: OperatorTableProps) {
  const { answer: people = [], again } = useAnswer(useCallback(() => supervisor.operators(), [supervisor]));
  const [chosen, setChosen] = useState<OperatorDetails>();
  const present = new Map(presences.map((presence) => [presence.operatorId, presence]));
  return (
    <>
      <table class="sheet">
        <caption class="hidden">職員</caption>
        <thead>
          <tr>
            <th scope="col">名前</th>
            <th scope="col">状態</th>
            <th scope="col">対応中／上限</th>
            <th scope="col">分野</th>
            <th scope="col">拠点</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              presence={present.get(person.id)}
              onChange={() => setChosen(person)}
            />
          ))}
        </tbody>
      </table>
      {chosen && (
        <OperatorDialog
          person={chosen}
          supervisor={supervisor}
          onClose={() => {
            setChosen(undefined);
            again();
          }}
        />
      )}
    </>
  );
}

interface PersonRowProps {
  readonly person: OperatorDetails;
  readonly presence: OperatorPresence | undefined;
  readonly onChange: () => void;
}

function PersonRow({ person, presence, onChange }: PersonRowProps) {
  const { me } = useSession();
  const labels = new Map(me.skillsKnown.map(({ id, label }) => [id, label]));
  return (
    <tr>
      <th scope="row">{person.displayName}</th>
      <td>{person.disabled ? '停止中' : <PresenceText presence={presence} />}</td>
      <td class="number">
        {presence?.open ?? 0}／{person.capacity}
      </td>
      <td>{person.skills.map((id) => labels.get(id) ?? id).join('、')}</td>
      <td>{person.site}</td>
      <td>
        <button
          type="button"
          class="small"
          aria-label={`${person.displayName}さんの設定を変える`}
          onClick={onChange}
        >
          変える
        </button>
      </td>
    </tr>
  );
}

function PresenceText({ presence }: { readonly presence: OperatorPresence | undefined }) {
  const now = useNow();
  if (presence === undefined || presence.state === 'offline') return <>{PRESENCE_WORDS.offline}</>;
  return (
    <>
      {PRESENCE_WORDS[presence.state]}（{durationText(now - Date.parse(presence.since))}）
    </>
  );
}
