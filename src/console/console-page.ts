import path from 'node:path';
import type { Accounts } from '../accounts/accounts';
import { ROLES } from '../conversation/operator';
import { html } from '../http/html';
import type { Route } from '../http/route';
import { staticRoute } from '../http/static-route';

export interface ConsolePageOptions {
  readonly accounts: Pick<Accounts, 'staffRoute'>;
  /** The city's name as citizens write it. */
  readonly city: string;
  readonly demonstration: boolean;
  /** Where console.js and console.css were built to; a missing one stops the start. */
  readonly publicDir: string;
}

/** The console's page, a shell that its script fills, and its two files. */
export function consolePages({ accounts, city, demonstration, publicDir }: ConsolePageOptions): Route[] {
  const body = shell(city, demonstration);
  return [
    accounts.staffRoute(ROLES, {
      method: 'GET',
      path: '/console',
      handle: () => ({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body }),
    }),
    staticRoute({
      path: '/console.js',
      file: path.join(publicDir, 'console.js'),
      type: 'text/javascript; charset=utf-8',
    }),
    staticRoute({
      path: '/console.css',
      file: path.join(publicDir, 'console.css'),
      type: 'text/css; charset=utf-8',
    }),
  ];
}

function shell(city: string, demonstration: boolean): string {
  return html`<!doctype html>
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>職員画面 | ${city}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/console.css" />
        <script defer src="/console.js"></script>
      </head>
      <body data-demonstration="${String(demonstration)}">
        <div id="console"></div>
        <noscript>
          <p>職員画面は、JavaScript が使えるブラウザーでお使いください。</p>
        </noscript>
      </body>
    </html> `.toString();
}
