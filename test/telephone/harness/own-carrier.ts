import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { AsteriskCarrier } from '../../../src/channels/voice/carriers/asterisk/asterisk-carrier';
import { AudioSocketServer } from '../../../src/channels/voice/carriers/asterisk/audio-socket-server';
import type { IncomingCall } from '../../../src/channels/voice/ports';
import { waitUntil } from '../../helpers/wait-until';
import type { Asterisk } from './asterisk';

export const WAYS = ['websocket', 'audiosocket'] as const;
export type Way = (typeof WAYS)[number];

export interface OwnCarrier {
  readonly carrier: AsteriskCarrier;
  close(): Promise<void>;
}

/** The desk's carrier, connected to a test's Asterisk. */
export async function openCarrier(
  asterisk: Pick<Asterisk, 'ari'>,
  way: Way,
  take: (call: IncomingCall) => void,
): Promise<OwnCarrier> {
  const now = (): number => performance.now();
  const server = new AudioSocketServer(now);
  await server.listen(0, '127.0.0.1');
  const carrier = new AsteriskCarrier({
    ari: asterisk.ari,
    way:
      way === 'websocket' ? { kind: way, now } : { kind: way, server, address: `127.0.0.1:${server.port}` },
    dial: 'PJSIP/{number}@trunk',
    take,
    logger: pino({ level: 'silent' }),
    newId: randomUUID,
  });
  carrier.start();
  await waitUntil('connected to Asterisk', () => carrier.isConnected, 30_000);
  return {
    carrier,
    close: async () => {
      await carrier.close();
      await server.close();
    },
  };
}
