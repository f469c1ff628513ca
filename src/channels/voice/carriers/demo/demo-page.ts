import { html, type SafeHtml } from '../../../../http/html';
import { KEYS, type SpokenText } from '../../ports';
import { soundName } from './demo-prompts';

export interface DemoPageOptions {
  /** As citizens write it: 狛江市. */
  readonly city: string;
  /** False: nothing that is said is recognised here, only keys are. */
  readonly hearing: boolean;
  /** Every sentence that can be heard on its own. */
  readonly sentences: readonly SpokenText[];
}

/** The page for trying the telephone without a telephone: a dial pad, what is said in writing, and every prompt. */
export function demoPage({ city, hearing, sentences }: DemoPageOptions): string {
  return html`<!doctype html>
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>電話のお試し | ${city}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/page.css" />
        <link rel="stylesheet" href="/voice-demo.css" />
        <script defer src="/voice-demo.js"></script>
      </head>
      <body>
        <a class="skip" href="#main">本文へ移動する</a>
        <header class="site">
          <div class="wrap">
            <p>${city}<small>電話のお試し（職員用）</small></p>
          </div>
        </header>
        <main class="wrap" id="main">
          <h1>電話をかけずに、電話の案内を試す</h1>
          <p class="lead">
            市民の方が電話で聞く案内を、このページで聞けます。担当者への取り次ぎも、このページの中で試せます。実際の電話は鳴りませんが、窓口の待ち行列には本当に並びます。
          </p>
          <noscript><p class="error">このページを使うには、JavaScriptを有効にしてください。</p></noscript>
          ${!hearing && notHearing()} ${call()} ${person()} ${transcript()} ${prompts(sentences)}
        </main>
      </body>
    </html> `.toString();
}

function notHearing(): SafeHtml {
  return html`<p class="notice">
    この窓口では音声認識を設定していないため、話した言葉は聞き取れません。番号のボタンで操作してください。
  </p>`;
}

function call(): SafeHtml {
  return html`<section aria-labelledby="call-heading">
    <h2 id="call-heading">電話</h2>
    <p>
      <label class="check"
        ><input type="checkbox" id="microphone" />
        マイクを使って話す（使わなくても、番号だけで試せます）</label
      >
    </p>
    <p class="call">
      <button type="button" id="dial">電話をかける</button>
      <button type="button" id="hang-up" disabled>電話を切る</button>
    </p>
    <p id="status" role="status">電話はつながっていません。</p>
    <p class="hint" id="pad-hint">
      通話中は、キーボードの数字、*（または-）、#（または+）のキーでも押せます。
    </p>
    <div class="pad" role="group" aria-label="番号のボタン" aria-describedby="pad-hint">
      ${IN_ROWS.map((key) => html`<button type="button" data-key="${key}" disabled>${label(key)}</button>`)}
    </div>
  </section>`;
}

/** As on every telephone. */
const IN_ROWS = [...KEYS.slice(1, 10), '*', '0', '#'];

function label(key: string): SafeHtml {
  if (key === '*') return html`<span aria-hidden="true">＊</span><span class="unseen">米印</span>`;
  if (key === '#') return html`<span aria-hidden="true">＃</span><span class="unseen">シャープ</span>`;
  return html`${key}`;
}

function person(): SafeHtml {
  return html`<section id="person" aria-labelledby="person-heading" hidden>
    <h2 id="person-heading">担当者の電話</h2>
    <p id="person-status" role="status"></p>
    <p class="call">
      <button type="button" data-does="picks-up">担当者として電話に出る</button>
      <button type="button" data-does="is-busy">話し中にする</button>
      <button type="button" data-does="hangs-up">担当者の電話を切る</button>
    </p>
  </section>`;
}

function transcript(): SafeHtml {
  return html`<section aria-labelledby="transcript-heading">
    <h2 id="transcript-heading">やり取り</h2>
    <p class="hint">窓口が話した言葉、聞き取った言葉、押された番号が、順に表示されます。</p>
    <div id="transcript" role="log" aria-labelledby="transcript-heading" tabindex="0"></div>
  </section>`;
}

function prompts(sentences: readonly SpokenText[]): SafeHtml {
  return html`<section aria-labelledby="prompts-heading">
    <h2 id="prompts-heading">すべての案内を聞く</h2>
    <p>
      <label for="filter">言葉で絞り込む</label>
      <input type="search" id="filter" autocomplete="off" />
    </p>
    <p>
      <label class="check"><input type="checkbox" id="slow" /> 「ゆっくり」の速さで聞く</label>
    </p>
    <p id="prompt-status" role="status">${sentences.length}文あります。</p>
    <ul class="prompts" id="prompts">
      ${sentences.map(
        (spoken) =>
          html`<li>
            <button
              type="button"
              data-sound="${soundName(spoken)}"
              aria-describedby="said-${soundName(spoken)}"
            >
              聞く
            </button>
            <span id="said-${soundName(spoken)}">${spoken.text}</span>
          </li>`,
      )}
    </ul>
  </section>`;
}
