import { Modal } from './modal';

/** The session has ended. Nothing behind it can be used, and nothing written is lost. */
export function SignedOutDialog() {
  return (
    <Modal title="サインインし直してください">
      <p>一定の時間がたったか、ほかの場所でサインアウトされました。書きかけは残っています。</p>
      <p>
        <a class="button primary" href="/console/sign-in?next=/console">
          サインインする
        </a>
      </p>
    </Modal>
  );
}
