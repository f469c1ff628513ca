import WebSocket from 'ws';
import { z } from 'zod';
import { AppError } from '../../../../errors';
import type { MediaPort } from '../../ports';
import type { AriClient } from './ari-client';
import type { AudioSocketServer } from './audio-socket-server';
import { readMediaEvent } from './media-event';
import { WebSocketMedia } from './websocket-media';

const PATIENCE_MS = 5_000;

/** How audio goes between Asterisk and the desk. */
export type MediaWay =
  | { readonly kind: 'websocket'; readonly now: () => number }
  /** `address`: where Asterisk finds the desk, such as 127.0.0.1:9092. */
  | { readonly kind: 'audiosocket'; readonly server: AudioSocketServer; readonly address: string };

export interface MediaRequest {
  /** The id of the new channel. */
  readonly channelId: string;
  /** A random UUID, which lets the audio in. */
  readonly secret: string;
  readonly variables: Readonly<Record<string, string>>;
}

const created = z.object({ channelvars: z.object({ MEDIA_WEBSOCKET_CONNECTION_ID: z.string() }) });

/** Opens a channel of audio to the desk. It is in no bridge yet. Throws `carrier.unavailable`. */
export function openMedia(ari: AriClient, way: MediaWay, request: MediaRequest): Promise<MediaPort> {
  return way.kind === 'websocket' ? openWebSocket(ari, way.now, request) : openAudioSocket(ari, way, request);
}

/** The desk connects to Asterisk, so that no port of the desk is open for audio; the id of the connection is Asterisk's secret. */
async function openWebSocket(
  ari: AriClient,
  now: () => number,
  { channelId, variables }: MediaRequest,
): Promise<MediaPort> {
  const query = {
    ...{ app: ari.settings.app, channelId, transport: 'websocket', encapsulation: 'none' },
    ...{ external_host: 'INCOMING', connection_type: 'server', format: 'ulaw', transport_data: 'f(json)' },
  };
  const answer = created.safeParse(await ari.request('POST', '/channels/externalMedia', query, variables));
  if (!answer.success) throw unavailable('Asterisk gave no id for the audio: it must be 22.8 or newer.');
  const socket = new WebSocket(
    ari.socketUrl(`/media/${answer.data.channelvars.MEDIA_WEBSOCKET_CONNECTION_ID}`),
    ['media'],
    {
      headers: { authorization: ari.authorization },
      handshakeTimeout: PATIENCE_MS,
      perMessageDeflate: false,
    },
  );
  return new Promise((resolve, reject) => {
    socket.once('error', (cause) => reject(unavailable('Asterisk refused the audio.', cause)));
    socket.once('close', () => reject(unavailable('Asterisk closed the audio.')));
    socket.once('message', (data: Buffer) => {
      if (readMediaEvent(data.toString())?.event !== 'MEDIA_START') return;
      resolve(new WebSocketMedia(socket, now));
    });
  });
}

async function openAudioSocket(
  ari: AriClient,
  { server, address }: Extract<MediaWay, { kind: 'audiosocket' }>,
  { channelId, secret, variables }: MediaRequest,
): Promise<MediaPort> {
  let late: NodeJS.Timeout | undefined;
  const arrives = new Promise<MediaPort>((resolve, reject) => {
    server.expect(secret, resolve);
    late = setTimeout(
      () => reject(unavailable(`Asterisk did not connect to ${address} for audio.`)),
      PATIENCE_MS,
    );
  });
  const query = {
    ...{ app: ari.settings.app, channelId, transport: 'tcp', encapsulation: 'audiosocket' },
    ...{ external_host: address, format: 'slin', data: secret },
  };
  try {
    const asked = ari.request('POST', '/channels/externalMedia', query, variables);
    const [media] = await Promise.all([arrives, asked]);
    return media;
  } finally {
    clearTimeout(late);
    server.forget(secret);
  }
}

function unavailable(message: string, cause?: unknown): AppError {
  return new AppError('carrier.unavailable', message, { cause });
}
