import { useState } from 'preact/hooks';
import type { Role } from '../../../conversation/operator';
import { CHANNELS } from '../../../conversation/channel';
import { ROLES } from '../../../conversation/operator';
import type { OperatorDetails, OperatorPatch } from '../../wire-supervisor';
import { Modal } from '../frame/modal';
import { useSession } from '../session-context';
import { CHANNEL_WORDS } from '../words';
import { CheckGroup } from './check-group';
import type { SupervisorApi } from './supervisor-api';

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  operator: 'オペレーター',
  supervisor: 'スーパーバイザー',
  'knowledge-editor': '知識の編集者',
  administrator: '管理者',
};

interface OperatorDialogProps {
  readonly person: OperatorDetails;
  readonly supervisor: SupervisorApi;
  readonly onClose: () => void;
}

/** How many conversations at a time, of which kind, where; roles and the account are an administrator's. */
export function OperatorDialog({ person, supervisor, onClose }: OperatorDialogProps) {
  const session = useSession();
  const [draft, setDraft] = useState(person);
  const fields = { person, draft, change: (patch: OperatorPatch) => setDraft({ ...draft, ...patch }) };
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const saved = await session.attempt(() => supervisor.change(person.id, changed(person, draft)));
    if (saved === undefined) return;
    const text = `${person.displayName}さんの設定を変えました。`;
    session.notices.dispatch({ type: 'show', text, fault: false });
    onClose();
  };
  return (
    <Modal title={`${person.displayName}さんの設定`} onClose={onClose}>
      <form onSubmit={(event) => void save(event)}>
        <WorkFields {...fields} />
        {session.me.roles.includes('administrator') && <AccountFields {...fields} />}
        <p class="acts">
          <button type="submit" class="primary">
            変える
          </button>
          <button type="button" onClick={onClose}>
            やめる
          </button>
        </p>
      </form>
    </Modal>
  );
}

interface FieldsProps {
  readonly person: OperatorDetails;
  readonly draft: OperatorDetails;
  readonly change: (patch: OperatorPatch) => void;
}

function WorkFields({ person, draft, change }: FieldsProps) {
  const { me } = useSession();
  const labels = new Map(me.skillsKnown.map(({ id, label }) => [id, label]));
  const skills = [...new Set([...labels.keys(), ...person.skills])];
  return (
    <>
      <label for="operator-capacity">一度に受け持つ件数の上限（0〜20）</label>
      <input
        id="operator-capacity"
        type="number"
        min={0}
        max={20}
        required
        value={Number.isNaN(draft.capacity) ? '' : draft.capacity}
        onInput={(event) => change({ capacity: event.currentTarget.valueAsNumber })}
      />
      <CheckGroup
        legend="分野"
        options={skills.map((id) => ({ id, label: labels.get(id) ?? id }))}
        chosen={draft.skills}
        onChange={(chosen) => change({ skills: chosen })}
      />
      <CheckGroup
        legend="入口"
        options={CHANNELS.map((id) => ({ id, label: CHANNEL_WORDS[id] ?? id }))}
        chosen={draft.channels}
        onChange={(channels) => change({ channels })}
      />
      <label for="operator-site">拠点（小文字の英数字）</label>
      <input
        id="operator-site"
        type="text"
        required
        value={draft.site}
        onInput={(event) => change({ site: event.currentTarget.value })}
      />
    </>
  );
}

function AccountFields({ draft, change }: FieldsProps) {
  return (
    <>
      <CheckGroup
        legend="役割"
        options={ROLES.map((id) => ({ id, label: ROLE_WORDS[id] }))}
        chosen={draft.roles}
        onChange={(roles) => change({ roles })}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={draft.disabled}
          onChange={(event) => change({ disabled: event.currentTarget.checked })}
        />
        このアカウントを停止する（すぐにサインアウトします）
      </label>
    </>
  );
}

/** Only what differs: a supervisor may not send roles, not even the same ones. */
function changed(before: OperatorDetails, after: OperatorDetails): OperatorPatch {
  const fields = ['capacity', 'skills', 'channels', 'site', 'roles', 'disabled'] as const;
  return Object.fromEntries(
    fields
      .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
      .map((field) => [field, after[field]]),
  );
}
