import type { Message } from '../../conversation/message';
import { html, type SafeHtml } from '../../http/html';
import { sampleBand } from './pages/sample-band';

export interface FaqView {
  readonly city: string;
  readonly demonstration: boolean;
  readonly contact: string;
  /** The conversation so far; empty before the first question. */
  readonly messages: readonly Message[];
  /** A question is still being answered. */
  readonly waiting: boolean;
  /** Why the last question was not taken, and what was written, so that it is not lost. */
  readonly fault?: string;
  readonly draft?: string;
  /** Makes a resent form (reload, double click) the same question. */
  readonly formKey: string;
}

const ASK_PERSON = '担当者と話したい';

/** The desk without script: the conversation as text, choices as buttons, one form. */
export function faqView(view: FaqView): string {
  const title = `ご質問の窓口 | ${view.city}`;
  return html`<!doctype html>
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${view.fault ? `エラー：${title}` : title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/page.css" />
      </head>
      <body>
        <a class="skip" href="#newest">新しい回答へ移動する</a>
        ${view.demonstration && sampleBand(view.city)}
        <header class="site">
          <div class="wrap">
            <p>${view.city}<small>新型コロナワクチン ご質問の窓口</small></p>
          </div>
        </header>
        <main class="wrap">
          <h1>ご質問の窓口</h1>
          <p>ふだんの言葉でご質問をお書きください。自動応答でお答えできないときは、担当者が引き継ぎます。</p>
          ${view.fault && html`<p class="error" role="alert">${view.fault}</p>`} ${conversation(view)}
          ${questionForm(view)} ${personForm(view)} ${view.messages.length > 0 && endForm()}
        </main>
        <footer>
          <div class="wrap"><p>${view.contact}</p></div>
        </footer>
      </body>
    </html> `.toString();
}

function conversation({ messages, waiting, formKey }: FaqView): SafeHtml | undefined {
  const shown = messages.filter(
    ({ activity }) => activity['type'] === undefined || activity['type'] === 'message',
  );
  if (shown.length === 0 && !waiting) return undefined;
  const newest = shown.findLastIndex(({ author }) => author === 'citizen');
  const lines = shown.map((message, n) => line(message, n === Math.max(newest, 0)));
  const last = shown.at(-1);
  return html`<section aria-label="会話の記録">
    ${lines}
    ${waiting && html`<p class="notice"><a href="/faq#newest">回答を準備しています。ここを押すと、新しい回答を表示します。</a></p>`}
    ${last && last.author !== 'citizen' && choices(last, formKey)}
  </section>`;
}

function line(message: Message, isNewest: boolean): SafeHtml {
  const id = isNewest ? html` id="newest"` : '';
  if (message.author === 'citizen') return html`<p class="asked" ${id}>${paragraph(message.text)}</p>`;
  const name = message.author === 'operator' ? senderName(message) : undefined;
  return html`<div class="answer" ${id}>
    <p>${name && html`<strong>${name}：</strong>`}${paragraph(message.text)}</p>
  </div>`;
}

function senderName({ activity }: Message): string {
  const name = (activity['channelData'] as { senderName?: unknown } | undefined)?.senderName;
  return typeof name === 'string' ? name : '職員';
}

const ADDRESS = /(https?:\/\/[\w\-./?%&=#~:+,@!*]*[\w\-/?%&=#~+*])/;

/** Line breaks kept, web addresses as links. */
function paragraph(text: string): SafeHtml {
  const lines = text.split('\n').map((one, n) => html`${n > 0 && html`<br />`}${linked(one)}`);
  return html`${lines}`;
}

function linked(text: string): SafeHtml {
  // `split` with a group puts every second piece at the addresses.
  const pieces = text
    .split(ADDRESS)
    .map((piece, n) => (n % 2 === 1 ? html`<a href="${piece}">${piece}</a>` : html`${piece}`));
  return html`${pieces}`;
}

interface CardAction {
  readonly title?: unknown;
  readonly value?: unknown;
}

function choices({ activity }: Message, formKey: string): SafeHtml | undefined {
  const { actions } = (activity['suggestedActions'] ?? {}) as { actions?: readonly CardAction[] };
  const offered = (Array.isArray(actions) ? (actions as readonly CardAction[]) : []).filter(
    ({ title }) => typeof title === 'string',
  );
  if (offered.length === 0) return undefined;
  const buttons = offered.map(({ title, value }) => {
    const say = typeof value === 'string' ? value : String(title);
    return html`<li><button name="question" value="${say}">${String(title)}</button></li>`;
  });
  return html`<form method="post" action="/faq#newest">
    <input type="hidden" name="key" value="${formKey}-choice" />
    <ul class="choices" aria-label="選択肢">
      ${buttons}
    </ul>
  </form>`;
}

function questionForm({ formKey, draft, fault }: FaqView): SafeHtml {
  return html`<form class="form" method="post" action="/faq#newest">
    <input type="hidden" name="key" value="${formKey}" />
    <label for="question">ご質問</label>
    <p class="hint" id="question-hint">お名前・電話番号・接種券の番号などの個人情報は書かないでください。</p>
    <textarea
      id="question"
      name="question"
      rows="3"
      required
      aria-describedby="question-hint"
      ${fault ? html`aria-invalid="true"` : ''}
    >
${draft ?? ''}</textarea>
    <button type="submit">質問する</button>
  </form>`;
}

function personForm({ formKey }: FaqView): SafeHtml {
  return html`<form class="choices" method="post" action="/faq#newest">
    <input type="hidden" name="key" value="${formKey}-person" />
    <button name="question" value="${ASK_PERSON}">人に相談する</button>
  </form>`;
}

/** Library and family computers are shared: the conversation can be put away. */
function endForm(): SafeHtml {
  return html`<form class="choices" method="post" action="/faq">
    <button name="end" value="1">この会話を終える（画面から消します）</button>
  </form>`;
}
