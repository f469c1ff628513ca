import type { Evidence } from '../conversation/candidate';
import { answerTurn } from '../answering/answer-turn';
import { CHANNELS, type Channel } from '../conversation/channel';
import { EMPTY_MEMORY } from '../conversation/memory';
import { openForCli } from './open-for-cli';
import { runCli } from './run-cli';

const HELP = `使い方: npm run ask -- "質問" ["続けての質問" …]

質問への窓口の判断、候補（自信とその理由）、市民に見える答えを表示します。
二つ以上書くと、ひと続きの会話として順にたずねます。
環境変数 CHANNEL=web|line|voice で窓口の種類を、DESK_CLOCK で時刻を変えられます。`;

const RETRIEVERS: Readonly<Record<Evidence['retriever'], string>> = {
  word: '語',
  reading: '読み',
  bigram: '文字',
  fuzzy: 'あいまい',
  topic: '話題',
};

void runCli(HELP, async (questions) => {
  if (questions.length === 0)
    throw new Error('質問を書いてください。例: npm run ask -- "ワクチンの予約を取り消したい"');
  const channel = channelOf(process.env['CHANNEL']);
  const { desk, now } = await openForCli();
  let memory = EMPTY_MEMORY;
  for (const text of questions) {
    const answer = answerTurn(desk, { text, channel, memory, now });
    memory = answer.memory;
    const { decision, reply } = answer;
    const lines = [
      `質問: ${text}`,
      `判断: ${decision.kind}（${decision.reason}）`,
      '候補:',
      ...decision.candidates.map(
        ({ entryId, confidence, evidence }) =>
          `  ${(confidence * 100).toFixed(1).padStart(5)}%  ${entryId}${why(evidence)}`,
      ),
      '答え:',
      ...reply.text.split('\n').map((line) => `  ${line}`),
      ...reply.choices.map(({ label }) => `  ［${label}］`),
      '電話での答え:',
      `  ${reply.speak}`,
      '',
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  }
});

function why(evidence: readonly Evidence[]): string {
  const [first] = evidence;
  if (!first) return '';
  const shared = evidence.map(
    ({ retriever, shared: words }) =>
      `${RETRIEVERS[retriever]}${words.length ? `: ${words.join('・')}` : ''}`,
  );
  return `\n          近い言い方「${first.phrasing}」 ${shared.join(' / ')}`;
}

function channelOf(name: string | undefined): Channel {
  const channel = CHANNELS.find((known) => known === (name ?? 'web'));
  if (!channel) throw new Error(`CHANNEL が「${name ?? ''}」です。web、line、voice のどれかにしてください。`);
  return channel;
}
