import { useState } from 'preact/hooks';
import { AssistPanel } from './assist/assist-panel';
import { BriefView } from './brief/brief-view';
import { CallView } from './call/call-view';
import { Banners } from './frame/banners';
import { Dialogs, type OpenDialog } from './frame/dialogs';
import { Head } from './frame/head';
import { LiveRegions } from './frame/live-regions';
import { OfferBanner } from './frame/offer-banner';
import { take, useActs } from './hooks/use-acts';
import { useAssist } from './hooks/use-assist';
import { useBrief } from './hooks/use-brief';
import { useKeyboard } from './hooks/use-keyboard';
import { useNews } from './hooks/use-news';
import { usePageLife } from './hooks/use-page-life';
import { usePreferences } from './hooks/use-preferences';
import { useStore } from './hooks/use-store';
import { QueuePanel } from './queue/queue-panel';
import { RoomView } from './room/room-view';
import { useSession } from './session-context';
import { TalkPanel } from './talk/talk-panel';

/** The whole page of one signed-in operator. */
export function Desk() {
  const session = useSession();
  const view = useStore(session.view);
  const [preferences, setPreferences] = usePreferences();
  const [dialog, setDialog] = useState<OpenDialog>();
  const alerts = useNews(preferences);
  const assist = useAssist();
  const brief = useBrief();
  usePageLife();
  const act = useActs({ openKeys: () => setDialog('keys'), insertPlace: assist.insertPlace });
  useKeyboard(preferences.letterKeys, (key) => session.answers && act(key));
  return (
    <>
      <LiveRegions />
      <SkipLinks view={view} />
      <Head
        unticked={brief.unticked}
        onKeys={() => setDialog('keys')}
        onSettings={() => setDialog('settings')}
      />
      <Banners />
      <OfferBanner />
      {view === 'chat' && (
        <div class="desk">
          <QueuePanel onTake={() => void take(session)} />
          <TalkPanel sendKey={preferences.sendKey} />
          <AssistPanel {...assist} onWords={assist.setWords} />
        </div>
      )}
      {view === 'call' && <CallView />}
      {view === 'brief' && <BriefView {...brief} />}
      {view === 'room' && (
        <main class="room" id="room" tabIndex={-1}>
          <RoomView api={session.api} me={session.me} />
        </main>
      )}
      <Dialogs
        open={dialog}
        onClose={() => setDialog(undefined)}
        alerts={alerts}
        preferences={preferences}
        onPreferences={setPreferences}
      />
    </>
  );
}

const MAINS = { chat: 'talk', call: 'call', brief: 'brief', room: 'room' } as const;

function SkipLinks({ view }: { readonly view: keyof typeof MAINS }) {
  return (
    <p class="skips">
      <a class="skip" href={`#${MAINS[view]}`}>
        本文へ
      </a>
      {view === 'chat' && (
        <>
          <a class="skip" href="#queue">
            一覧へ
          </a>
          <a class="skip" href="#assist">
            回答の候補へ
          </a>
        </>
      )}
    </p>
  );
}
