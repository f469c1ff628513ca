import { html, type SafeHtml } from '../../../http/html';

export interface DemoPageOptions {
  /** The city's name as citizens write it: 狛江市. */
  readonly city: string;
  /** True while the desk runs with sample knowledge; the page then says so at its top. */
  readonly demonstration: boolean;
  /** The desk's time in ms. */
  readonly deskTime: number;
  /** One line for each age group, from the city's schedule. */
  readonly schedule: readonly string[];
}

const DATE = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { dateStyle: 'long', timeZone: 'Asia/Tokyo' });

/** The city's vaccination page that carries the chat widget; plain text and a form for visitors without script. */
export function demoPage({ city, demonstration, deskTime, schedule: rows }: DemoPageOptions): string {
  return html`<!doctype html>
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>新型コロナワクチン接種のご案内 | ${city}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/page.css" />
        <script defer src="/widget.js" data-title="${city} ワクチン相談窓口"></script>
      </head>
      <body>
        <a class="skip" href="#main">本文へ移動する</a>
        ${demonstration && sampleBand(city, DATE.format(deskTime))}
        <header class="site">
          <div class="wrap">
            <p>${city}<small>新型コロナワクチン接種のご案内</small></p>
          </div>
        </header>
        <main class="wrap" id="main">
          <h1>新型コロナワクチン接種のご案内</h1>
          <p class="lead">
            接種の対象、予約の方法、会場、当日の持ち物などのご質問に、画面右下の「チャットで質問する」でお答えします。ふだんの言葉でお書きください。自動応答でお答えできないときは、担当者が引き継ぎます。
          </p>
          <div class="notice">
            <h2>お名前や電話番号は書かないでください</h2>
            <p>
              チャットとご質問の欄には、お名前・電話番号・接種券の番号などの個人情報を書かないようお願いします。
            </p>
          </div>
          ${schedule(rows)} ${basics()} ${plainForm()}
        </main>
        <footer>
          <div class="wrap">
            <p>${city} 新型コロナワクチン接種担当${demonstration && '（見本）'}</p>
            <p>
              体調が急に悪くなったときは、ためらわず119番へお電話ください。救急車を呼ぶか迷うときは、#7119（救急相談センター）へご相談ください。
            </p>
          </div>
        </footer>
      </body>
    </html> `.toString();
}

function sampleBand(city: string, today: string): SafeHtml {
  return html`<div class="sample" role="region" aria-label="このページについて">
    <div class="wrap">
      <p>
        <strong>見本</strong
        >これは${today}という設定で動いているデモンストレーションです。${city}の公式ページではありません。掲載している内容を実際の接種の判断に使わないでください。
      </p>
    </div>
  </div>`;
}

function schedule(rows: readonly string[]): SafeHtml {
  return html`<h2 id="schedule">年代ごとの予定</h2>
    <ul>
      ${rows.map((row) => html`<li>${row.replace(/^・/, '')}</li>`)}
    </ul>`;
}

function basics(): SafeHtml {
  return html`<h2>接種を受けるまで</h2>
    <ul class="cards">
      <li>
        <h3>1 接種券が届く</h3>
        <p>対象の方に、市から接種券と予診票をお送りします。</p>
      </li>
      <li>
        <h3>2 予約する</h3>
        <p>
          LINEまたはコールセンターで予約します。ご家族が代わりに予約することもできます。予約開始直後の電話は混み合いますので、LINEをおすすめします。
        </p>
      </li>
      <li>
        <h3>3 会場で接種を受ける</h3>
        <p>
          接種券、記入済みの予診票、本人確認書類（健康保険証など）をお持ちください。お薬手帳をお持ちの方は、あわせてお持ちください。
        </p>
      </li>
    </ul>
    <h2>大切なお知らせ</h2>
    <ul>
      <li>
        接種は無料です。市や国が、接種のために電話やメールで金銭や口座番号をお聞きすることはありません。
      </li>
      <li>接種は強制ではありません。ご本人の同意に基づいて行います。</li>
      <li>発熱（通常37.5℃以上）や体調不良のときは、接種を受けられません。</li>
    </ul>`;
}

function plainForm(): SafeHtml {
  return html`<h2 id="plain">チャットを使わずに質問する</h2>
    <noscript><p class="notice">お使いの環境ではチャットが動きません。次の欄から質問できます。</p></noscript>
    <form class="form" method="post" action="/faq">
      <label for="question">ご質問</label>
      <p class="hint" id="question-hint">
        例：予約を取り消したいときは、どうすればよいですか。お名前や電話番号は書かないでください。
      </p>
      <textarea id="question" name="question" rows="3" required aria-describedby="question-hint"></textarea>
      <button type="submit">質問する</button>
    </form>
    <p><a href="/faq">JavaScriptを使わない方はこちら</a></p>`;
}
