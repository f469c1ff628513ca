import { useEffect, useState } from 'preact/hooks';
import { Modal } from '../frame/modal';
import { useSession } from '../session-context';
import type { SupervisorApi } from './supervisor-api';

interface SitePanelProps {
  readonly supervisor: SupervisorApi;
  readonly sites: readonly string[];
  readonly drained: readonly string[];
  readonly onDone: () => void;
}

/** Stops and starts the taking of new conversations at one place. */
export function SitePanel({ supervisor, sites, drained, onDone }: SitePanelProps) {
  const session = useSession();
  const [stopping, setStopping] = useState<string>();
  const { stopped, tell } = useStopped(drained);
  const set = async (site: string, on: boolean): Promise<void> => {
    setStopping(undefined);
    const done = await session.attempt(async () => {
      await supervisor.drain(site, on);
      return true;
    });
    if (!done) return;
    tell(site, on);
    const text = on ? `${site}の受付を止めました。` : `${site}の受付を再開しました。`;
    session.notices.dispatch({ type: 'show', text, fault: false });
    onDone();
  };
  return (
    <>
      <ul class="room-sites">
        {sites.map((site) => (
          <li key={site}>
            <span>
              {site} {stopped(site) && <span class="tag strong">受付を停止中</span>}
            </span>
            {stopped(site) ? (
              <button
                type="button"
                aria-label={`${site}の受付を再開する`}
                onClick={() => void set(site, false)}
              >
                再開する
              </button>
            ) : (
              <button type="button" aria-label={`${site}の受付を止める`} onClick={() => setStopping(site)}>
                受付を止める
              </button>
            )}
          </li>
        ))}
      </ul>
      {stopping !== undefined && (
        <DrainDialog
          site={stopping}
          onDrain={() => void set(stopping, true)}
          onClose={() => setStopping(undefined)}
        />
      )}
    </>
  );
}

/** Whether a site takes nobody: as the room says, and at once as this page has just changed it, since the room is read every few seconds. */
function useStopped(drained: readonly string[]) {
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map());
  useEffect(
    () => setChanged((before) => new Map([...before].filter(([site, on]) => drained.includes(site) !== on))),
    [drained],
  );
  return {
    stopped: (site: string) => changed.get(site) ?? drained.includes(site),
    tell: (site: string, on: boolean) => setChanged((before) => new Map(before).set(site, on)),
  };
}

interface DrainDialogProps {
  readonly site: string;
  readonly onDrain: () => void;
  readonly onClose: () => void;
}

function DrainDialog({ site, onDrain, onClose }: DrainDialogProps) {
  return (
    <Modal title={`${site}の受付を止めますか`} onClose={onClose}>
      <p>対応中の相談はそのまま続けられます。呼び出し中の方は列の先頭に戻ります。</p>
      <p>この拠点の職員には、再開するまで新しい相談が届きません。記録に残ります。</p>
      <p class="acts">
        <button type="button" class="primary" onClick={onDrain}>
          受付を止める
        </button>
        <button type="button" onClick={onClose}>
          やめる
        </button>
      </p>
    </Modal>
  );
}
