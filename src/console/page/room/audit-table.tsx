import { useCallback, useState } from 'preact/hooks';
import type { AuditLine } from '../../wire-supervisor';
import { useSession } from '../session-context';
import { dayText } from '../words';
import type { SupervisorApi } from './supervisor-api';
import { useAnswer } from './use-answer';

/** The log of sensitive acts, newest first; administrators only. */
export function AuditTable({ supervisor }: { readonly supervisor: SupervisorApi }) {
  const session = useSession();
  const { answer } = useAnswer(useCallback(() => supervisor.audit(), [supervisor]));
  const [older, setOlder] = useState<readonly AuditLine[]>([]);
  const [atEnd, setAtEnd] = useState(false);
  const lines = [...(answer ?? []), ...older];
  const more = async (): Promise<void> => {
    const found = await session.attempt(() => supervisor.audit(lines.at(-1)?.n));
    if (found === undefined) return;
    setOlder((before) => [...before, ...found]);
    setAtEnd(found.length === 0);
  };
  return (
    <>
      <table class="sheet">
        <caption class="hidden">操作の記録</caption>
        <thead>
          <tr>
            <th scope="col">時刻</th>
            <th scope="col">だれが</th>
            <th scope="col">何を</th>
            <th scope="col">対象</th>
            <th scope="col">くわしく</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ n, at, actor, act, subject, details }) => (
            <tr key={n}>
              <td>{dayText(at)}</td>
              <th scope="row">{actor.label}</th>
              <td>{act.label}</td>
              <td>{subject.label}</td>
              <td class="text">{details}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length > 0 && !atEnd && (
        <p class="acts">
          <button type="button" onClick={() => void more()}>
            前の記録も見る
          </button>
        </p>
      )}
    </>
  );
}
