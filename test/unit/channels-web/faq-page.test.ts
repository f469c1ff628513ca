import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';
import { startWebDesk } from './web-desk';

let database: TestDatabase;
let desk: Awaited<ReturnType<typeof startWebDesk>>;
beforeAll(async () => {
  database = await createTestDatabase();
  desk = await startWebDesk(database.db);
});
afterAll(async () => {
  await desk.stop();
  await database.drop();
});

/** A browser without script: keeps the cookie, follows the redirect. */
class PlainBrowser {
  cookie = '';

  async open(): Promise<{ status: number; html: string; headers: Headers }> {
    const response = await fetch(`${desk.origin}/faq`, {
      headers: { cookie: this.cookie, accept: 'text/html' },
    });
    return { status: response.status, html: await response.text(), headers: response.headers };
  }

  async send(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(`${desk.origin}/faq`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: this.cookie, accept: 'text/html', ...headers },
      body: new URLSearchParams(fields),
    });
    this.cookie = response.headers.get('set-cookie')?.split(';')[0] ?? this.cookie;
    return response;
  }

  async ask(question: string): Promise<string> {
    const response = await this.send({ question, key: randomUUID() });
    const location = response.headers.get('location');
    return location === '/faq#newest' ? (await this.open()).html : `${response.status} ${location}`;
  }
}

describe('the page without script', () => {
  it('asks for a question, stores nothing, and loads no script', async () => {
    const { status, html, headers } = await new PlainBrowser().open();
    expect(status).toBe(200);
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(html).toMatch(/<html lang="ja">[\s\S]*<label for="question">/);
    expect(html).not.toMatch(/<script|onclick|style=/);
  });

  it('answers a question, keeps the conversation, and answers the next', async () => {
    const browser = new PlainBrowser();
    expect(await browser.ask('会場はどこですか')).toContain('復唱：会場はどこですか');
    const html = await browser.ask('駐車場は？');
    expect(html.match(/class="asked"/g)).toHaveLength(2);
    expect(html).toContain('復唱：会場はどこですか');
    expect(html).toContain('復唱：駐車場は？');
  });

  it('is one of the same conversations as the chat’s, in the same store', async () => {
    const browser = new PlainBrowser();
    await browser.ask('同じ窓口');
    const claims = JSON.parse(Buffer.from(browser.cookie.split('.')[1]!, 'base64url').toString()) as {
      conv: string;
    };
    const messages = await desk.store.since(claims.conv, 0);
    expect(messages.map(({ author }) => author)).toEqual(['citizen', 'bot']);
  });

  it('offers choices and a person as buttons that say themselves', async () => {
    const browser = new PlainBrowser();
    const html = await browser.ask('選択');
    expect(html).toContain('<button name="question" value="集団接種会場はどこですか">集団接種会場</button>');
    expect(html).toContain('<button name="question" value="担当者と話したい">人に相談する</button>');
  });

  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)",
    '</textarea><h1>',
    '&lt;b&gt;',
  ])('shows %j as text', async (question) => {
    const html = await new PlainBrowser().ask(question);
    const body = html.slice(html.indexOf('<main'));
    expect(body).not.toMatch(/<script|<img|<h1>[^ご]|onfocus='/);
    const shown = body
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&amp;/g, '&');
    expect(shown).toContain(`復唱：${question}`);
  });

  it('makes web addresses links, and nothing else', async () => {
    const html = await new PlainBrowser().ask('https://city.example/a?b=1&c=2。と javascript:alert(1)');
    expect(html).toContain(
      '<a href="https://city.example/a?b=1&amp;c=2">https://city.example/a?b=1&amp;c=2</a>。',
    );
    expect(html).not.toContain('href="javascript');
  });

  it.each([
    ['', 400, 'ご質問が空のようです'],
    ['　 \n', 400, 'ご質問が空のようです'],
    ['あ'.repeat(5001), 413, '5,000文字まで'],
  ])('says what is wrong with a question and keeps what was written', async (question, status, text) => {
    const response = await new PlainBrowser().send({ question });
    expect(response.status).toBe(status);
    const html = await response.text();
    expect(html).toMatch(new RegExp(`role="alert">${text.slice(0, 3)}|${text}`));
    expect(html).toContain(question.trim().slice(0, 10));
  });

  it('takes a form sent twice once', async () => {
    const browser = new PlainBrowser();
    await browser.ask('はじめに');
    const fields = { question: '二度押し', key: randomUUID() };
    await Promise.all([browser.send(fields), browser.send(fields)]);
    expect((await browser.open()).html.match(/復唱：二度押し/g)).toHaveLength(1);
  });

  it('begins anew with a forged or foreign cookie, and with one whose conversation is gone', async () => {
    for (const value of ['x', 'a.b.c', desk.directLine.tokens.sign({ conv: 'gone', user: 'dl_x' })]) {
      const browser = new PlainBrowser();
      browser.cookie = `madoguchi_faq=${value}`;
      expect((await browser.open()).html).not.toContain('class="asked"');
      expect(await browser.ask('質問')).toContain('復唱：質問');
    }
  });

  it('puts the conversation away on a shared computer', async () => {
    const browser = new PlainBrowser();
    await browser.ask('見られたくない質問');
    const response = await browser.send({ end: '1' });
    expect(response.headers.get('set-cookie')).toMatch(
      /^madoguchi_faq=; .*Max-Age=0; HttpOnly; SameSite=Lax$/,
    );
    expect((await browser.open()).html).not.toContain('見られたくない質問');
  });

  it('refuses a form on another site', async () => {
    const response = await new PlainBrowser().send(
      { question: '偽の質問' },
      { origin: 'https://evil.example' },
    );
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('市の公式ホームページから');
  });

  it('says that the answer is being prepared when it takes long', async () => {
    const html = await new PlainBrowser().ask('だまって');
    expect(html).toContain('回答を準備しています');
  });
});
