import { WebSocketServer, type WebSocket } from 'ws';
import type { UpgradeRoute } from '../../../../http/route';
import type { IncomingCall } from '../../ports';
import { DemoCall } from './demo-call';
import { readDemoCommand } from './demo-command';
import { DemoMedia } from './demo-media';

export interface DemoUpgradeOptions {
  readonly take: (call: IncomingCall) => void;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  readonly newId: () => string;
}

/** 20 ms of sound are 320 bytes. */
const LONGEST_MESSAGE = 4_096;
/** A page that is left open must not keep an operator's telephone for real callers busy. */
const LINES = 4;

/** Calls from the page for trying; their Origin has been checked already. */
export function demoUpgrade(options: DemoUpgradeOptions): UpgradeRoute {
  const server = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE });
  const lines = new Set<WebSocket>();
  const connected = (socket: WebSocket): void => {
    const media = new DemoMedia(socket, options.now);
    if (lines.size >= LINES) {
      media.tell({ type: 'busy' });
      return media.close();
    }
    lines.add(socket);
    socket.on('close', () => lines.delete(socket));
    begin(socket, media, options);
  };
  return {
    path: /^\/voice\/demo\/call$/,
    accept: ({ request, socket, head }) => {
      server.handleUpgrade(request, socket, head, connected);
      return Promise.resolve(undefined);
    },
  };
}

function begin(socket: WebSocket, media: DemoMedia, { take, newId }: DemoUpgradeOptions): void {
  const control = new DemoCall(`demo-${newId()}`, media);
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (isBinary) return media.received(data);
    const command = readDemoCommand(data.toString());
    if (command === undefined) return socket.close(1008);
    if (command.type === 'key') media.pressed(command.key, 'signalled');
    else control.personDoes(command.does);
  });
  take({ control, media, captions: (caption) => media.tell({ type: 'caption', ...caption }) });
}
