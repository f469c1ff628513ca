import { html, type SafeHtml } from '../http/html';
import type { ConsoleMessage, Note } from './wire';

export interface TranscriptPageOptions {
  readonly city: string;
  readonly conversationId: string;
  readonly lines: readonly ConsoleMessage[];
  readonly notes: readonly Note[];
  readonly printedBy: string;
  /** Milliseconds, the desk's clock. */
  readonly printedAt: number;
}

const MOMENT = new Intl.DateTimeFormat('ja-JP', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone: 'Asia/Tokyo',
});
const AUTHORS: Readonly<Record<ConsoleMessage['author'], string>> = {
  citizen: '市民',
  bot: '自動応答',
  operator: '職員',
  system: '案内',
};
const MARKS = { 'person-begins': '職員の応対 ここから', 'person-ends': '職員の応対 ここまで' } as const;

/** One conversation on paper: plain HTML without script, personal data masked as it is stored. */
export function transcriptPage(options: TranscriptPageOptions): string {
  const { city, conversationId, lines, notes, printedBy, printedAt } = options;
  return html`<!doctype html>
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>相談の記録 ${conversationId} | ${city}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/console.css" />
      </head>
      <body class="transcript">
        <main>
          <h1>相談の記録</h1>
          <p class="transcript-head">
            ${city}　受付番号 ${conversationId}<br />印刷 ${MOMENT.format(printedAt)}　${printedBy}
          </p>
          <table>
            <caption>
              やりとり（個人情報は伏せてあります）
            </caption>
            <thead>
              <tr>
                <th scope="col">時刻</th>
                <th scope="col">発言</th>
                <th scope="col">内容</th>
                <th scope="col">案内した項目</th>
              </tr>
            </thead>
            <tbody>
              ${lines.map(row)}
            </tbody>
          </table>
          ${notes.length > 0 && noteList(notes)}
        </main>
      </body>
    </html> `.toString();
}

function row({ at, author, senderName, text, mark, entryIds, release }: ConsoleMessage): SafeHtml {
  const told = entryIds === undefined ? '' : `${entryIds.join('、')}（第${release}版）`;
  return html`<tr class="by-${author}">
    <td><time datetime="${at}">${MOMENT.format(Date.parse(at))}</time></td>
    <td>${AUTHORS[author]}${senderName !== undefined && html`<br />${senderName}`}</td>
    <td>
      ${mark !== undefined && html`<strong>${MARKS[mark]}</strong><br />`}<span class="text">${text}</span>
    </td>
    <td>${told}</td>
  </tr>`;
}

function noteList(notes: readonly Note[]): SafeHtml {
  const items = notes.map(
    ({ by, at, text }) =>
      html`<li>
        <time datetime="${at}">${MOMENT.format(Date.parse(at))}</time>　${by.label}<br /><span class="text"
          >${text}</span
        >
      </li>`,
  );
  return html`<section>
    <h2>職員のメモ</h2>
    <ul>
      ${items}
    </ul>
  </section>`;
}
