import { KEY_LIST } from '../keys';
import { Modal } from './modal';

interface KeysDialogProps {
  readonly letterKeys: boolean;
  readonly onLetterKeys: (on: boolean) => void;
  readonly onClose: () => void;
}

const CALL_KEYS = [
  { keys: ['↑', '↓'], does: '電話：回答を選ぶ' },
  { keys: ['Ctrl+Enter'], does: '電話：選んだ回答を案内した、と記録' },
  { keys: ['Alt+0'], does: '電話：該当する回答なし、と記録' },
];

/** All keys, and the switch for the single-letter ones. */
export function KeysDialog({ letterKeys, onLetterKeys, onClose }: KeysDialogProps) {
  return (
    <Modal title="キー一覧" onClose={onClose} wide>
      <table class="keys">
        <thead>
          <tr>
            <th scope="col">キー</th>
            <th scope="col">できること</th>
          </tr>
        </thead>
        <tbody>
          {[...KEY_LIST, ...CALL_KEYS].map(({ keys, does }) => (
            <tr key={does}>
              <td>
                {keys.map((key) => (
                  <kbd key={key} class="key">
                    {key}
                  </kbd>
                ))}
              </td>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <label class="check">
        <input
          type="checkbox"
          checked={letterKeys}
          onChange={(event) => onLetterKeys(event.currentTarget.checked)}
        />
        1文字だけのキー（?　/　J　K）を使う。文字を書く欄では、いつも文字として入ります。
      </label>
    </Modal>
  );
}
