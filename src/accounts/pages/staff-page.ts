import { html, type SafeHtml } from '../../http/html';
import type { HttpReply } from '../../http/route';

/** What every page of the sign-in shows. */
export interface PageFrame {
  readonly cityName: string;
  readonly demonstration: boolean;
}

export interface StaffPage {
  readonly title: string;
  readonly body: SafeHtml;
  /** What went wrong, in words; said first. */
  readonly fault?: string;
  /** Goes on to this page of ours at once. */
  readonly goOnTo?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One page for staff: plain HTML that works without script. */
export function staffPage({ cityName, demonstration }: PageFrame, page: StaffPage): HttpReply {
  const title = `${page.fault === undefined ? '' : 'エラー：'}${page.title} | ${cityName} 相談窓口`;
  const body = html`<!doctype html>
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        ${page.goOnTo !== undefined && html`<meta http-equiv="refresh" content="0;url=${page.goOnTo}" />`}
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/page.css" />
      </head>
      <body>
        <a class="skip" href="#main">本文へ移動する</a>
        ${demonstration && sampleBand(cityName)}
        <header class="site">
          <div class="wrap">
            <p>${cityName}<small>ワクチン相談窓口 職員用</small></p>
          </div>
        </header>
        <main class="wrap" id="main">
          <h1>${page.title}</h1>
          ${page.fault !== undefined && html`<p class="error" role="alert" id="fault">${page.fault}</p>`}
          ${page.body}
        </main>
      </body>
    </html> `.toString();
  const headers = { 'content-type': 'text/html; charset=utf-8', ...page.headers };
  return { status: page.status ?? 200, headers, body };
}

function sampleBand(cityName: string): SafeHtml {
  return html`<div class="sample" role="region" aria-label="このページについて">
    <div class="wrap">
      <p><strong>見本</strong>これはデモンストレーションです。${cityName}の公式ページではありません。</p>
    </div>
  </div>`;
}
