import type { Role } from '../../conversation/operator';
import { html, type SafeHtml } from '../../http/html';
import { codeField, field, hidden, newPasswordFields } from './form-parts';
import type { StaffPage } from './staff-page';

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  operator: 'オペレーター',
  supervisor: 'スーパーバイザー',
  'knowledge-editor': '知識の編集者',
  administrator: '管理者',
};

export interface AccountView {
  readonly displayName: string;
  readonly login: string;
  readonly roles: readonly Role[];
  readonly hasPassword: boolean;
  readonly hasApp: boolean;
  readonly recoveryCodes: number;
  /** May go without the app. */
  readonly mayRemoveApp: boolean;
  readonly csrf: string;
}

export function accountPage(view: AccountView): StaffPage {
  const body = html`<p>
      ${view.displayName}さん（ログイン名：${view.login}、役割：${view.roles.map((role) => ROLE_NAMES[role]).join('、')}）
    </p>
    <p><a href="/console">相談の画面へ戻る</a></p>
    ${
      view.hasPassword &&
      html`<h2>パスワード</h2>
        <p><a href="/console/account/password">パスワードを変更する</a></p>
        ${app(view)}`
    }
    <h2>サインアウト</h2>
    ${button('/console/sign-out', 'サインアウト', view.csrf)}
    <p>ほかのコンピューターにサインインしたまま離れたときは、すべての場所からサインアウトできます。</p>
    ${button('/console/account/sign-out-everywhere', 'すべての場所からサインアウト', view.csrf)}`;
  return { title: 'アカウント', body };
}

function app({ hasApp, recoveryCodes, mayRemoveApp }: AccountView): SafeHtml {
  if (!hasApp)
    return html`<h2>認証アプリ</h2>
      <p>
        サインインのときに、スマートフォンの認証アプリの確認コードも使うようにできます。パスワードが知られても、ほかの人はサインインできません。
      </p>
      <p><a href="/console/account/totp">認証アプリを設定する</a></p>`;
  return html`<h2>認証アプリ</h2>
    <p>設定されています。予備のコードは、あと${recoveryCodes}個あります。</p>
    <p><a href="/console/account/totp">認証アプリを設定し直す（予備のコードも新しくなります）</a></p>
    ${mayRemoveApp && html`<p><a href="/console/account/totp/remove">認証アプリを使うのをやめる</a></p>`}`;
}

function button(action: string, label: string, csrf: string): SafeHtml {
  return html`<form method="post" action="${action}">
    ${hidden('csrf', csrf)}
    <p><button type="submit">${label}</button></p>
  </form>`;
}

export function changePasswordPage(csrf: string, fault?: string): StaffPage {
  const wrong = fault !== undefined;
  const body = html`<p>変更すると、ほかの場所のサインインはすべて終わります。</p>
    <form class="form" method="post" action="/console/account/password">
      ${hidden('csrf', csrf)} ${currentPassword(wrong)} ${newPasswordFields(wrong)}
      <button type="submit">パスワードを変更する</button>
    </form>
    <p><a href="/console/account">変更せずに戻る</a></p>`;
  return { title: 'パスワードの変更', body, ...(fault === undefined ? {} : { fault }) };
}

function currentPassword(isWrong: boolean): SafeHtml {
  return field({
    name: 'current',
    label: 'いまのパスワード',
    type: 'password',
    autocomplete: 'current-password',
    isWrong,
  });
}

export interface EnrolView {
  readonly csrf: string;
  /** data: address of the square. */
  readonly picture: string;
  readonly secret: string;
  /** Already signed in: the password is asked for once more. */
  readonly passwordWanted: boolean;
  readonly mayWait: boolean;
}

export function enrolPage(view: EnrolView, fault?: string): StaffPage {
  const wrong = fault !== undefined;
  const key = (view.secret.match(/.{1,4}/g) ?? []).join(' ');
  const body = html`<ol>
      <li>
        スマートフォンの認証アプリ（Google Authenticator、Microsoft Authenticator
        など）で、次の図を読み取ります。
      </li>
      <li>アプリに表示された6桁の数字を、下の欄に入力します。</li>
    </ol>
    <p>
      <img
        src="${view.picture}"
        width="220"
        height="220"
        alt="認証アプリで読み取る図。読み取れないときは、下のキーをアプリに入力してください。"
      />
    </p>
    <p>図を読み取れないときのキー：<code>${key}</code></p>
    <form class="form" method="post" action="/console/account/totp">
      ${hidden('csrf', view.csrf)} ${view.passwordWanted && currentPassword(wrong)}
      ${field({
        name: 'code',
        label: '確認コード',
        type: 'text',
        autocomplete: 'one-time-code',
        hint: '認証アプリに表示されている6桁の数字です。',
        isWrong: wrong,
      })}
      <button type="submit">設定する</button>
    </form>
    ${view.mayWait && html`<p><a href="/console">あとで設定する</a></p>`}`;
  return { title: '認証アプリの設定', body, ...(fault === undefined ? {} : { fault }) };
}

export function recoveryPage(codes: readonly string[]): StaffPage {
  const body = html`<p>認証アプリを設定しました。</p>
    <div class="notice">
      <h2>予備のコードを控えてください</h2>
      <p>
        スマートフォンが手元にないとき、確認コードの代わりに1つずつ使えます。この画面を閉じると、もう表示されません。印刷するか書き写して、人に見られない場所に保管してください。
      </p>
      <ul>
        ${codes.map((code) => html`<li><code>${code}</code></li>`)}
      </ul>
    </div>
    <p><a href="/console">控えました。相談の画面へ進む</a></p>`;
  return { title: '予備のコード', body };
}

export function removeAppPage(csrf: string, fault?: string): StaffPage {
  const wrong = fault !== undefined;
  const body = html`<p>これからは、パスワードだけでサインインするようになります。</p>
    <form class="form" method="post" action="/console/account/totp/remove">
      ${hidden('csrf', csrf)} ${currentPassword(wrong)} ${codeField(wrong)}
      <button type="submit">認証アプリを使うのをやめる</button>
    </form>
    <p><a href="/console/account">やめずに戻る</a></p>`;
  return { title: '認証アプリを使うのをやめる', body, ...(fault === undefined ? {} : { fault }) };
}
