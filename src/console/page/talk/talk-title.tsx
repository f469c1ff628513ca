import type { ConsoleRow } from '../../wire';
import { RowMarks } from '../queue/row-marks';
import type { Talk } from '../state';
import { CAUSE_WORDS, CHANNEL_WORDS, STATE_WORDS, subjectOf } from '../words';
import { Viewers } from './viewers';

/** Who this is, before the first line is read. */
export function TalkTitle({ talk, row }: { readonly talk: Talk; readonly row: ConsoleRow | undefined }) {
  return (
    <div class="talk-title">
      <h2 id="talk-title" tabIndex={-1}>
        {row ? subjectOf(row) : '会話の記録'}
      </h2>
      {row ? (
        <p class="row-marks">
          <span class="tag strong">{STATE_WORDS[row.state]}</span>
          <span class="tag">{CHANNEL_WORDS[row.channel]}</span>
          <span>{CAUSE_WORDS[row.cause] ?? ''}</span>
          <RowMarks row={row} />
        </p>
      ) : (
        <p class="hint">この応対は終わっています。</p>
      )}
      {row?.transferNote && (
        <p class="transfer-note">
          <span class="tag">引き継ぎ</span> {row.transferNote}
        </p>
      )}
      <Viewers viewers={talk.viewers} />
    </div>
  );
}
