import { html, type SafeHtml } from '../../http/html';
import { PASSWORD_MAX, PASSWORD_MIN } from '../password-rules';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'password';
  /** So that password managers and the telephone's keyboard help (WCAG 2.2, 1.3.5 and 3.3.8). */
  readonly autocomplete: 'username' | 'current-password' | 'new-password' | 'one-time-code' | 'off';
  readonly hint?: string;
  readonly value?: string;
  readonly isWrong?: boolean;
  readonly digits?: boolean;
}

/** A labelled field with its hint. */
export function field(f: Field): SafeHtml {
  const described = [f.hint !== undefined && `${f.name}-hint`, f.isWrong && 'fault']
    .filter(Boolean)
    .join(' ');
  return html`<label for="${f.name}">${f.label}</label>
    ${f.hint !== undefined && html`<p class="hint" id="${f.name}-hint">${f.hint}</p>`}
    <input
      id="${f.name}"
      name="${f.name}"
      type="${f.type}"
      autocomplete="${f.autocomplete}"
      autocapitalize="none"
      spellcheck="false"
      required
      ${f.digits === true && html`inputmode="numeric"`}
      ${f.value !== undefined && html`value="${f.value}"`}
      ${described !== '' && html`aria-describedby="${described}"`}
      ${f.isWrong === true && html`aria-invalid="true"`}
    />`;
}

export function hidden(name: string, value: string): SafeHtml {
  return html`<input type="hidden" name="${name}" value="${value}" />`;
}

/** Both fields of a password that is being chosen. */
export function newPasswordFields(isWrong: boolean): readonly SafeHtml[] {
  return [
    field({
      name: 'password',
      label: '新しいパスワード',
      type: 'password',
      autocomplete: 'new-password',
      hint: `${PASSWORD_MIN}文字以上、${PASSWORD_MAX}文字まで。文字の種類に決まりはありません。関係のない言葉をいくつかつなげると、長くて覚えやすくなります。`,
      isWrong,
    }),
    field({
      name: 'again',
      label: '新しいパスワード（確認のため、もう一度）',
      type: 'password',
      autocomplete: 'new-password',
      isWrong,
    }),
  ];
}

/** The code of the app, or one of the codes on paper. */
export function codeField(isWrong: boolean): SafeHtml {
  return field({
    name: 'code',
    label: '確認コード',
    type: 'text',
    autocomplete: 'one-time-code',
    hint: '認証アプリに表示されている6桁の数字です。スマートフォンが手元にないときは、控えておいた予備のコードを1つお使いください。',
    isWrong,
  });
}
