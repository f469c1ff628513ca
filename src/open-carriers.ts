import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { AsteriskCarrier } from './channels/voice/carriers/asterisk/asterisk-carrier';
import { AudioSocketServer } from './channels/voice/carriers/asterisk/audio-socket-server';
import type { MediaWay } from './channels/voice/carriers/asterisk/open-media';
import type { IncomingCall } from './channels/voice/ports';
import type { Config } from './config';
import type { Route, UpgradeRoute } from './http/route';
import { openAcs } from './open-acs';

type Take = (call: IncomingCall) => void;

/** Whatever brings calls. */
export interface OpenCarriers {
  readonly routes: readonly Route[];
  readonly upgrades: readonly UpgradeRoute[];
  close(): Promise<void>;
}

/** The name of the desk in the dial plan: `Stasis(madoguchi)`. */
const APP = 'madoguchi';
const now = (): number => performance.now();

/** Begins to take calls from every carrier that the settings name. */
export async function openCarriers(config: Config, take: Take, logger: Logger): Promise<OpenCarriers> {
  const closeAsterisk = await openAsterisk(config, take, logger);
  const { acs: settings, publicUrl, voice } = config;
  const rest = { fallback: voice.operatorAddress, take, logger };
  const acs =
    settings === undefined || publicUrl === undefined
      ? undefined
      : openAcs({ ...settings, publicUrl, ...rest });
  return {
    ...{ routes: acs?.routes ?? [], upgrades: acs?.upgrades ?? [] },
    close: async () => void (await Promise.all([closeAsterisk(), acs?.close()])),
  };
}

async function openAsterisk({ ari }: Config, take: Take, logger: Logger): Promise<() => Promise<void>> {
  if (ari === undefined) return () => Promise.resolve();
  const { dial, audioSocket, ...access } = ari;
  const server = audioSocket === undefined ? undefined : await listen(audioSocket);
  const way: MediaWay =
    server === undefined || audioSocket === undefined
      ? { kind: 'websocket', now }
      : { kind: 'audiosocket', server, address: audioSocket };
  const carrier = new AsteriskCarrier({
    ari: { ...access, app: APP },
    way,
    dial,
    take,
    logger,
    newId: randomUUID,
  });
  carrier.start();
  return async () => {
    await carrier.close();
    await server?.close();
  };
}

async function listen(address: string): Promise<AudioSocketServer> {
  const [host = '', port = ''] = address.split(':');
  const server = new AudioSocketServer(now);
  await server.listen(Number(port), host);
  return server;
}
