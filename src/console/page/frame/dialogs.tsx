import type { Alerts } from '../alerts';
import { useStore } from '../hooks/use-store';
import type { Preferences } from '../preferences';
import { useSession } from '../session-context';
import { KeysDialog } from './keys-dialog';
import { SettingsDialog } from './settings-dialog';
import { SignedOutDialog } from './signed-out-dialog';

export type OpenDialog = 'keys' | 'settings' | undefined;

interface DialogsProps {
  readonly open: OpenDialog;
  readonly onClose: () => void;
  readonly alerts: Alerts;
  readonly preferences: Preferences;
  readonly onPreferences: (change: Partial<Preferences>) => void;
}

/** The dialogs of the page itself; the sign-in comes before all others. */
export function Dialogs({ open, onClose, alerts, preferences, onPreferences }: DialogsProps) {
  const session = useSession();
  const refused = (text: string): void => session.notices.dispatch({ type: 'show', text, fault: true });
  const sound = async (on: boolean): Promise<void> =>
    onPreferences({ sound: on && (await alerts.allowSound()) });
  const notifications = async (on: boolean): Promise<void> => {
    const allowed = on && (await alerts.allowNotifications());
    if (on && !allowed) refused('ブラウザーの設定で、このページの通知が止められています。');
    onPreferences({ notifications: allowed });
  };
  if (useStore(session.store).link === 'signed-out') return <SignedOutDialog />;
  if (open === 'keys')
    return (
      <KeysDialog
        letterKeys={preferences.letterKeys}
        onLetterKeys={(letterKeys) => onPreferences({ letterKeys })}
        onClose={onClose}
      />
    );
  if (open === 'settings')
    return (
      <SettingsDialog
        preferences={preferences}
        onChange={onPreferences}
        onSound={(on) => void sound(on)}
        onNotifications={(on) => void notifications(on)}
        onClose={onClose}
      />
    );
  return null;
}
