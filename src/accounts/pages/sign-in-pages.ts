import { html, type SafeHtml } from '../../http/html';
import type { StaffPage } from './staff-page';
import { codeField, field, hidden, newPasswordFields } from './form-parts';

export interface SignInView {
  readonly next: string;
  readonly login?: string;
  readonly fault?: string;
  readonly notice?: string;
  readonly withOidc: boolean;
  /** Nobody can sign in yet. */
  readonly isEmpty: boolean;
  readonly demonstration: boolean;
}

export function signInPage(view: SignInView): StaffPage {
  const wrong = view.fault !== undefined;
  const body = html`${view.notice !== undefined && html`<p class="notice" role="status">${view.notice}</p>`}
    ${view.isEmpty && firstAccount(view.demonstration)} ${view.withOidc && oidcLink(view.next)}
    <form class="form" method="post" action="/console/sign-in">
      ${hidden('next', view.next)}
      ${field({ name: 'login', label: 'ログイン名', type: 'text', autocomplete: 'username', value: view.login ?? '', isWrong: wrong })}
      ${field({ name: 'password', label: 'パスワード', type: 'password', autocomplete: 'current-password', isWrong: wrong })}
      <button type="submit">サインイン</button>
    </form>
    <p>
      ${
        view.demonstration
          ? '見本の窓口では、起動したときに表示される「職員用の画面」のリンクから、パスワードなしで入れます。リンクは起動し直すと新しくなります。'
          : 'パスワードを忘れたときや、スマートフォンを替えて確認コードがわからなくなったときは、管理者にご連絡ください。'
      }
    </p>`;
  return {
    title: '職員用の画面にサインイン',
    body,
    ...(view.fault === undefined ? {} : { fault: view.fault }),
  };
}

function firstAccount(demonstration: boolean): SafeHtml {
  const command = 'npm run operator -- add --login LOGIN --name "NAME" --roles administrator';
  return html`<div class="notice">
    <h2>職員がまだ登録されていません</h2>
    <p>
      この窓口を動かしているコンピューターで次のコマンドを実行すると、最初の管理者を登録できます${demonstration && '（見本のリンクから入ることもできます）'}。
    </p>
    <p><code>${command}</code></p>
  </div>`;
}

function oidcLink(next: string): SafeHtml {
  return html`<ul class="choices">
      <li>
        <a href="/console/sign-in/oidc?next=${encodeURIComponent(next)}">市の職員アカウントでサインイン</a>
      </li>
    </ul>
    <h2>この窓口のアカウントでサインイン</h2>`;
}

export function codePage(csrf: string, next: string, fault?: string): StaffPage {
  const body = html`<p>
      パスワードを確認しました。続いて、確認コードを入力してください。5分以内にお願いします。
    </p>
    <form class="form" method="post" action="/console/sign-in/code">
      ${hidden('csrf', csrf)} ${hidden('next', next)} ${codeField(fault !== undefined)}
      <button type="submit">サインイン</button>
    </form>
    <p><a href="/console/sign-in">はじめからやり直す</a></p>`;
  return { title: '確認コードの入力', body, ...(fault === undefined ? {} : { fault }) };
}

/** `codeWanted`: the person has an app, so a stolen link alone must not be enough. */
export function choosePasswordPage(
  { csrf, login, codeWanted }: { csrf: string; login: string; codeWanted: boolean },
  fault?: string,
): StaffPage {
  const wrong = fault !== undefined;
  const body = html`<p>
      これからサインインに使うパスワードを決めてください。ほかで使っているパスワードは使わないでください。
    </p>
    <form class="form" method="post" action="/console/sign-in/password">
      ${hidden('csrf', csrf)}
      <label for="login">ログイン名</label>
      <input id="login" type="text" value="${login}" readonly autocomplete="username" />
      ${newPasswordFields(wrong)} ${codeWanted && codeField(wrong)}
      <button type="submit">このパスワードに決める</button>
    </form>`;
  return { title: 'パスワードを決める', body, ...(fault === undefined ? {} : { fault }) };
}

export function linkPage(token: string): StaffPage {
  const body = html`<p>このリンクは一度だけ使えます。次のボタンを押すと、リンクが使われて画面が開きます。</p>
    <form class="form" method="post" action="/console/sign-in/link">
      ${hidden('token', token)}
      <button type="submit">職員用の画面へ進む</button>
    </form>`;
  return { title: '職員用の画面のリンク', body };
}

export function spentLinkPage(demonstration: boolean): StaffPage {
  const body = html`<p>
      リンクは一度だけ、作ってから24時間だけ使えます。新しいリンクを作ると、前のリンクは使えなくなります。
    </p>
    ${demonstration && html`<p>見本の窓口では、窓口を起動し直すと、新しいリンクが表示されます。</p>`}
    <p>管理者は、次のコマンドで新しいリンクを作れます。</p>
    <p><code>npm run operator -- link --login LOGIN</code></p>
    <p><a href="/console/sign-in">サインインの画面へ</a></p>`;
  return {
    title: 'このリンクは使えません',
    body,
    status: 410,
    fault: 'すでに使われたか、期限が切れたリンクです。',
  };
}

export function waitPage(kind: 'locked' | 'busy', minutes: number): StaffPage {
  const time = minutes < 90 ? `約${minutes}分` : `約${Math.round(minutes / 60)}時間`;
  const why =
    kind === 'locked'
      ? 'パスワードや確認コードの間違いが続いたため、このログイン名でのサインインを一時的に止めています。'
      : 'この場所からのサインインの失敗が続いたため、一時的に受け付けを止めています。';
  const body = html`<p>
      ${time}たってから、もう一度お試しください。${kind === 'locked' && 'お急ぎのときは、管理者に解除をご依頼ください。'}
    </p>
    <p>心当たりがないときは、ほかの人がサインインを試みたおそれがあります。管理者にご連絡ください。</p>
    <p><a href="/console/sign-in">サインインの画面へ</a></p>`;
  return {
    title: 'しばらくサインインできません',
    body,
    fault: why,
    status: 429,
    headers: { 'retry-after': String(minutes * 60) },
  };
}

/** The answer to a redirect from another site: the session's cookie is only sent on when the next page is asked for by a page of ours. */
export function goOnPage(next: string): StaffPage {
  const body = html`<p>
    サインインしました。画面が切り替わらないときは、<a href="${next}">こちらから進んでください</a>。
  </p>`;
  return { title: 'サインインしました', body, goOnTo: next };
}

export function oidcFailedPage(fault: string, status: number): StaffPage {
  const body = html`<p>この窓口のアカウントをお持ちの方は、ログイン名とパスワードでもサインインできます。</p>
    <p><a href="/console/sign-in">サインインの画面へ</a></p>`;
  return { title: 'サインインできませんでした', body, fault, status };
}
