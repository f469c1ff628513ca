import { html, type SafeHtml } from '../../../http/html';

/** Says on every page of the demonstration that it is one. */
export function sampleBand(city: string): SafeHtml {
  return html`<div class="sample" role="region" aria-label="このページについて">
    <div class="wrap">
      <p><strong>見本</strong>これはデモンストレーションです。${city}の公式ページではありません。</p>
    </div>
  </div>`;
}
