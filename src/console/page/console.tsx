import { render } from 'preact';
import { Api, ApiRefusal } from './api';
import { Desk } from './desk';
import { StartFailed } from './frame/start-failed';
import { Memory } from './memory';
import { Session } from './session';
import { SessionContext } from './session-context';

const SIGN_IN = '/console/sign-in?next=/console';

/** Finds out who sits here, and draws her page. */
async function begin(root: HTMLElement): Promise<void> {
  let session: Session | undefined;
  const api = new Api({
    fetch: (input, init) => fetch(input, init),
    onSignedOut: () => session?.signedOut(),
  });
  try {
    const me = await api.me();
    session = new Session({ api, me, memory: new Memory(() => sessionStorage), connect: feedSocket });
  } catch (error) {
    if (error instanceof ApiRefusal && error.status === 401) return location.assign(SIGN_IN);
    const text = error instanceof ApiRefusal ? error.message : '画面を開けませんでした。';
    return render(<StartFailed text={text} />, root);
  }
  root.replaceChildren();
  render(
    <SessionContext.Provider value={session}>
      <Desk />
    </SessionContext.Provider>,
    root,
  );
}

function feedSocket(): WebSocket {
  return new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/console/feed`);
}

void begin(document.getElementById('console') ?? document.body);
