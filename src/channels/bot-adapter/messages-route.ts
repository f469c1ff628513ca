import type { CloudAdapter, Request, Response, TurnContext } from 'botbuilder';
import type { HttpReply, HttpRequest, Route } from '../../http/route';

type Logic = (context: TurnContext) => Promise<void>;

/** The endpoint of Azure's channels. Mount it only with an app id: without one CloudAdapter believes everybody, and calls whatever
 *  service URL the sender names. */
export function messagesRoute(adapter: Pick<CloudAdapter, 'process'>, logic: Logic): Route {
  const handle = async (request: HttpRequest): Promise<HttpReply> => {
    if (!isRemoteActivity(request.body)) return refused(400, 'activity.invalid');
    const answer = new CollectedAnswer();
    const { method, headers, body } = request;
    await adapter.process(
      { method, headers, body } as unknown as Request,
      answer as unknown as Response,
      logic,
    );
    if (answer.code === 401 || answer.code === 403) return refused(answer.code, 'token.invalid');
    // The adapter puts the error's own text into the body.
    if (answer.code >= 400)
      return refused(answer.code, answer.code >= 500 ? 'server.failed' : 'activity.invalid');
    return { status: answer.code, json: answer.body };
  };
  return { method: 'POST', path: '/api/messages', body: 'json', handle };
}

/** A sender from outside must not be able to speak in a conversation of the desk's own channels. */
function isRemoteActivity(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  const { serviceUrl } = body as { serviceUrl?: unknown };
  return (
    typeof serviceUrl === 'string' && URL.canParse(serviceUrl) && new URL(serviceUrl).protocol === 'https:'
  );
}

function refused(status: number, code: string): HttpReply {
  return { status, refusal: { code, message: 'この操作は受け付けておりません。' } };
}

/** What the adapter writes, in the form of the response object it expects. */
class CollectedAnswer {
  readonly socket = undefined;
  code = 200;
  body: unknown;

  status(code: number): this {
    this.code = code;
    return this;
  }

  send(body: unknown): this {
    this.body = body;
    return this;
  }

  header(): this {
    return this;
  }

  end(): this {
    return this;
  }
}
