import { html, type SafeHtml } from '../../../http/html';
import { sampleBand } from './sample-band';

export interface MovePageFrame {
  readonly city: string;
  readonly demonstration: boolean;
  /** How to reach a person, in one Japanese sentence. */
  readonly contact: string;
}

/** Why a link does not open. */
export type MoveRefusal = 'spent' | 'expired' | 'unknown' | 'ended';

const REFUSALS: Readonly<Record<MoveRefusal, readonly [title: string, why: string]>> = {
  spent: [
    'このリンクは、すでに使われています',
    'このリンクは、1回だけ開けるものです。ご自分で開いた覚えがないときは、ほかの方が開いたおそれがあります。新しいリンクを開くと、前のリンクから見ていた方は、見られなくなります。',
  ],
  expired: ['このリンクは、期限が切れています', '個人情報を守るため、リンクを開ける時間を短くしています。'],
  unknown: ['このリンクは、使えません', 'アドレスの一部が欠けているか、古いリンクのようです。'],
  ended: [
    'このページは、終わりました',
    '開いてから時間がたったか、新しいリンクが別の画面で開かれました。やりとりは、消えていません。',
  ],
};

/** Asks before it opens: a preview that only looks at the address must not use the link up. */
export function confirmPage(frame: MovePageFrame, token: string): string {
  return page(
    frame,
    '続きは、こちらのページで',
    html`<h1>続きは、こちらのページで</h1>
      <p>LINEでのやりとりの続きを、${frame.city}のこのページで開きます。</p>
      <ul>
        <li>
          このリンクは、ご本人がLINEで受け取ったものですか。ほかの方から送られたものは、開かないでください。
        </li>
        <li>開けるのは1回だけです。開いたこの画面から、続きをお書きください。</li>
      </ul>
      <form class="form" method="post" action="/go">
        <input type="hidden" name="token" value="${token}" />
        <button type="submit">続きを開く</button>
      </form>`,
  );
}

/** Explains why there is nothing to see, and how to go on. */
export function refusedPage(frame: MovePageFrame, refusal: MoveRefusal): string {
  const [title, why] = REFUSALS[refusal];
  return page(
    frame,
    title,
    html`<h1>${title}</h1>
      <p>${why}</p>
      <div class="notice">
        <h2>続けるには</h2>
        <p>LINEのトークで「新しいリンク」とお書きください。新しいリンクを、すぐにお送りします。</p>
      </div>`,
  );
}

/** The chat, in the citizen's own conversation. */
export function talkPage(frame: MovePageFrame, seat: { token: string; conversationId: string }): string {
  return page(
    frame,
    'ご相談の続き',
    html`<h1>ご相談の続き</h1>
      <p class="lead">
        画面右下の「チャットで質問する」に、LINEでのやりとりの続きがあります。ここに書いたことは、LINEには残りません。
      </p>
      <p>職員がお返事をすると、このページに表示します。ページは、開いたままにしてください。</p>
      <p><a href="/faq">チャットが開かないときは、こちらのページで続けられます</a></p>`,
    html`<script
      defer
      src="/widget.js"
      data-title="${frame.city} ワクチン相談窓口"
      data-open
      data-token="${seat.token}"
      data-conversation="${seat.conversationId}"
    ></script>`,
  );
}

function page(frame: MovePageFrame, title: string, main: SafeHtml, script?: SafeHtml): string {
  const { city, demonstration, contact } = frame;
  return html`<!doctype html>
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} | ${city}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/page.css" />
        ${script}
      </head>
      <body>
        ${demonstration && sampleBand(city)}
        <header class="site">
          <div class="wrap">
            <p>${city}<small>新型コロナワクチン ご質問の窓口</small></p>
          </div>
        </header>
        <main class="wrap">${main}</main>
        <footer>
          <div class="wrap"><p>${contact}</p></div>
        </footer>
      </body>
    </html> `.toString();
}
