import { CloudAdapter, type Activity, type Middleware, type TurnContext } from 'botbuilder';
import type { Conversation } from '../../conversation/conversation';
import type { Message } from '../../conversation/message';
import type { Route } from '../../http/route';
import { DeskAuthentication } from './desk-authentication';
import type { Deliver } from './local-connector';
import { messagesRoute } from './messages-route';
import { turnActivity } from './turn-activity';

export interface BotAdapterOptions {
  /** The desk's side of every conversation. */
  readonly bot: { readonly id: string; readonly name: string };
  /** Takes what the bot says into the current turn's outbox. */
  readonly deliver: Deliver;
  readonly middleware?: readonly Middleware[];
  readonly onTurnError?: (context: TurnContext, error: Error) => Promise<void>;
  /** For Azure's channels; without an app id `/api/messages` does not exist. */
  readonly azure?: {
    readonly appId: string;
    readonly appPassword?: string;
    readonly appType?: string;
    readonly tenantId?: string;
  };
}

type BotLogic = (context: TurnContext) => Promise<void>;

export interface BotAdapter {
  /** Runs one turn of the bot over a stored message. */
  processTurn(
    turn: { readonly conversation: Conversation; readonly inbound: Message },
    logic: BotLogic,
  ): Promise<void>;
  /** `/api/messages`, or nothing. */
  routes(logic: BotLogic): readonly Route[];
}

/** The one CloudAdapter of all channels: middleware, state and error handling are shared, only the way out differs. */
export function createBotAdapter(options: BotAdapterOptions): BotAdapter {
  const { bot, azure, middleware = [], onTurnError } = options;
  const authentication = new DeskAuthentication(credentials(azure), options.deliver);
  const adapter = new CloudAdapter(authentication);
  middleware.forEach((part) => adapter.use(part));
  if (onTurnError) adapter.onTurnError = onTurnError;
  return {
    processTurn: (turn, logic) =>
      adapter.processActivityDirect(authentication.trusted(), turnActivity(turn, bot) as Activity, logic),
    routes: (logic) => (azure?.appId ? [messagesRoute(adapter, logic)] : []),
  };
}

function credentials(azure: BotAdapterOptions['azure']): Record<string, string> {
  if (!azure) return {};
  const { appId, appPassword, appType, tenantId } = azure;
  const named = {
    MicrosoftAppId: appId,
    MicrosoftAppPassword: appPassword,
    MicrosoftAppType: appType,
    MicrosoftAppTenantId: tenantId,
  };
  return Object.fromEntries(
    Object.entries(named).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
