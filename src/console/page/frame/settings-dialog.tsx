import type { Preferences } from '../preferences';
import { Modal } from './modal';

interface SettingsDialogProps {
  readonly preferences: Preferences;
  readonly onChange: (change: Partial<Preferences>) => void;
  readonly onSound: (on: boolean) => void;
  readonly onNotifications: (on: boolean) => void;
  readonly onClose: () => void;
}

const THEMES = { system: '端末に合わせる', light: '明るい', dark: '暗い' } as const;
const SEND_KEYS = {
  enter: 'Enterで送る（Shift+Enterで改行）',
  'ctrl-enter': 'Ctrl+Enterで送る（Enterで改行）',
} as const;

/** How the page looks, sounds and sends, for this browser. */
export function SettingsDialog(props: SettingsDialogProps) {
  const { preferences, onChange, onClose } = props;
  return (
    <Modal title="設定" onClose={onClose}>
      <Choice
        title="画面の明るさ"
        words={THEMES}
        value={preferences.theme}
        onChoose={(theme) => onChange({ theme })}
      />
      <Choice
        title="返事の送り方"
        words={SEND_KEYS}
        value={preferences.sendKey}
        onChoose={(sendKey) => onChange({ sendKey })}
      />
      <fieldset>
        <legend>お知らせ</legend>
        <Switch label="音を鳴らす（呼び出し・返信）" on={preferences.sound} onSwitch={props.onSound} />
        <Switch
          label="この画面を見ていないときに通知を出す"
          on={preferences.notifications}
          onSwitch={props.onNotifications}
        />
        <p class="hint">通知には、市民の方の書いたことばは出しません。</p>
      </fieldset>
      <p class="hint">設定はこのブラウザーに残ります。</p>
    </Modal>
  );
}

interface ChoiceProps<T extends string> {
  readonly title: string;
  readonly words: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChoose: (value: T) => void;
}

function Choice<T extends string>({ title, words, value, onChoose }: ChoiceProps<T>) {
  return (
    <fieldset>
      <legend>{title}</legend>
      {(Object.entries(words) as [T, string][]).map(([id, label]) => (
        <label key={id} class="check">
          <input type="radio" name={title} checked={id === value} onChange={() => onChoose(id)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly on: boolean;
  readonly onSwitch: (on: boolean) => void;
}

function Switch({ label, on, onSwitch }: SwitchProps) {
  return (
    <label class="check">
      <input type="checkbox" checked={on} onChange={(event) => onSwitch(event.currentTarget.checked)} />
      {label}
    </label>
  );
}
