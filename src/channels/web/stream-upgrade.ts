import { WebSocketServer } from 'ws';
import type { Conversation } from '../../conversation/conversation';
import type { Upgrade, UpgradeRoute } from '../../http/route';
import { refuseWeb } from './refusals';
import type { StreamHub } from './stream-hub';
import type { Tokens } from './tokens';
import { readWatermark } from './watermark';

export interface StreamUpgradeOptions {
  readonly tokens: Tokens;
  readonly hub: StreamHub;
  readonly find: (conversationId: string) => Promise<Conversation | undefined>;
  /** A citizen's page has just connected. */
  readonly opened: (conversationId: string) => void;
}

/** Clients send nothing but empty keep-alives. */
const LONGEST_FRAME = 1024;

/** The handshake of a conversation's socket; its Origin has been checked already. */
export function streamUpgrade({ tokens, hub, find, opened }: StreamUpgradeOptions): UpgradeRoute {
  const server = new WebSocketServer({ noServer: true, maxPayload: LONGEST_FRAME });
  const accept = async ({ request, socket, head, url, params }: Upgrade) => {
    const verified = tokens.verify(url.searchParams.get('t') ?? '', 'stream');
    if (!verified.ok) return refuseWeb(verified.code);
    const { conv: conversationId, user: userId } = verified.claims;
    if (params['id'] !== conversationId) return refuseWeb('token.invalid');
    const conversation = await find(conversationId);
    if (!conversation) return refuseWeb('conversation.unknown');
    const watermark = readWatermark(url.searchParams.get('watermark'), conversation.lastSeq);
    server.handleUpgrade(request, socket, head, (connected) => {
      hub.add(connected, { conversationId, userId, watermark });
      opened(conversationId);
    });
    return undefined;
  };
  return { path: /^\/v3\/directline\/conversations\/(?<id>[^/]+)\/stream$/, accept };
}
