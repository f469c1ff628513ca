import type { BriefToTick } from '../hooks/use-brief';
import { BriefItem } from './brief-item';

/** The shift brief: read, tick off, done. Never in the way of a citizen: offers come on top of it. */
export function BriefView({ brief, unticked, tick }: BriefToTick) {
  return (
    <main class="brief" id="brief" tabIndex={-1}>
      <h2>申し送り：前回からの回答の変更</h2>
      {!brief && <p class="hint">読み込んでいます…</p>}
      {brief && brief.changes.length === 0 && (
        <p class="hint">前回の勤務から、回答の変更はありません（いまの版：{brief.release}）。</p>
      )}
      {brief && brief.changes.length > 0 && (
        <>
          <p role="status">
            {unticked > 0
              ? `未確認が${unticked}件あります。読んだら「確認した」を押してください。`
              : 'すべて確認しました。'}
          </p>
          <ul class="changes">
            {brief.changes.map((change) => (
              <BriefItem key={change.id} change={change} onTick={() => void tick(change.id)} />
            ))}
          </ul>
        </>
      )}
    </main>
  );
}
