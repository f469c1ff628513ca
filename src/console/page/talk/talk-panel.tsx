import { useStore } from '../hooks/use-store';
import type { SendKey } from '../ime';
import { useSession } from '../session-context';
import { Composer } from './composer';
import { NoteForm } from './note-form';
import { TalkActs } from './talk-acts';
import { TalkLog } from './talk-log';
import { TalkTitle } from './talk-title';
import { TypingLine } from './typing-line';
import { WrapUpForm } from './wrap-up-form';

/** The conversation in the middle, or what to do when there is none. */
export function TalkPanel({ sendKey }: { readonly sendKey: SendKey }) {
  const session = useSession();
  const { current, talks } = useStore(session.store);
  const talk = current === undefined ? undefined : talks.get(current);
  if (!talk) return <NoTalk />;
  const { conversationId } = talk;
  const row = session.row(conversationId);
  const leads = session.leads(conversationId);
  return (
    <main class="talk" id="talk" tabIndex={-1}>
      <div class="talk-top">
        <TalkTitle talk={talk} row={row} />
        <TalkActs conversationId={conversationId} row={row} />
      </div>
      <TalkLog talk={talk} />
      <TypingLine talk={talk} />
      {leads && row?.state === 'active' && <Composer conversationId={conversationId} sendKey={sendKey} />}
      {leads && row?.state === 'wrap-up' && <WrapUpForm key={row.handoffId} row={row} />}
      {row && !leads && (
        <p class="hint talk-foot">見ているだけです。市民の方には、あなたが見ていることは伝わりません。</p>
      )}
      <NoteForm key={conversationId} conversationId={conversationId} />
    </main>
  );
}

function NoTalk() {
  return (
    <main class="talk empty" id="talk" tabIndex={-1}>
      <h2 id="talk-title" tabIndex={-1}>
        会話を選んでください
      </h2>
      <ol class="steps">
        <li>
          <strong>次の方に応対する</strong>（F2キー）を押すと、いちばん先に待っている方につながります。
        </li>
        <li>左の一覧から選ぶと、応対する前に会話を読むことができます。</li>
        <li>右に出る回答の候補は、Alt+1〜5キーで返事に差し込めます。</li>
        <li>終わったら「応対を終える」を押し、したことと結果を選びます。</li>
      </ol>
      <p class="hint">分からないときは「？」キーでキーの一覧を開けます。</p>
    </main>
  );
}
