/** A browser as far as the sign-in needs one: keeps cookies of one host, follows no redirect by itself, sends Origin with forms. */
export class StaffBrowser {
  readonly cookies = new Map<string, string>();

  constructor(readonly origin: string) {}

  get(path: string, headers: Record<string, string> = {}): Promise<Page> {
    return this.fetch('GET', path, { headers: { accept: 'text/html', ...headers } });
  }

  /** Posts a form of a page of the desk, with what its hidden fields say. */
  post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Page> {
    return this.fetch('POST', path, {
      headers: {
        accept: 'text/html',
        origin: this.origin,
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body: new URLSearchParams(fields).toString(),
    });
  }

  async fetch(
    method: string,
    path: string,
    o: { headers?: Record<string, string>; body?: string } = {},
  ): Promise<Page> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, this.origin), {
      method,
      redirect: 'manual',
      headers: { ...(cookie === '' ? {} : { cookie }), ...o.headers },
      ...(o.body === undefined ? {} : { body: o.body }),
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return new Page(response, await response.text());
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', value = ''] = pair.split('=');
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** What the desk answered. */
export class Page {
  readonly status: number;
  readonly location: string | null;

  constructor(
    readonly response: Response,
    readonly text: string,
  ) {
    this.status = response.status;
    this.location = response.headers.get('location');
  }

  /** The value of a hidden field. */
  field(name: string): string {
    return new RegExp(`name="${name}" value="([^"]*)"`).exec(this.text)?.[1] ?? '';
  }

  get setCookie(): string {
    return this.response.headers.getSetCookie().join('\n');
  }
}
