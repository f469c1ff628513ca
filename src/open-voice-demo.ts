import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { demoRoutes, type DemoRoutesOptions } from './channels/voice/carriers/demo/demo-routes';
import { demoUpgrade } from './channels/voice/carriers/demo/demo-upgrade';
import type { IncomingCall } from './channels/voice/ports';
import type { Route, UpgradeRoute } from './http/route';
import { staticRoute } from './http/static-route';

export interface OpenVoiceDemoOptions extends DemoRoutesOptions {
  readonly take: (call: IncomingCall) => void;
  /** What the build made for browsers. */
  readonly publicDir: string;
}

const SCRIPT = 'text/javascript; charset=utf-8';
const FILES = [
  { name: 'voice-demo.js', type: SCRIPT },
  { name: 'voice-line.js', type: SCRIPT },
  { name: 'voice-demo.css', type: 'text/css; charset=utf-8' },
];

/** The page at /voice/demo: the telephone without a telephone. Who opens it can talk to the desk as any caller can, and queue. */
export function openVoiceDemo({ take, publicDir, ...page }: OpenVoiceDemoOptions): {
  readonly routes: Route[];
  readonly upgrades: UpgradeRoute[];
} {
  const files = FILES.map(({ name, type }) =>
    staticRoute({ path: `/${name}`, file: path.join(publicDir, name), type }),
  );
  const now = (): number => performance.now();
  const upgrade = demoUpgrade({ take, now, newId: randomUUID });
  return { routes: [...demoRoutes(page, now), ...files], upgrades: [upgrade] };
}
