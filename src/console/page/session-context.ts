import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { AppMissing } from './app-missing';
import type { Session } from './session';

export const SessionContext = createContext<Session | undefined>(undefined);

/** The session every component of the page works on. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new AppMissing();
  return session;
}
