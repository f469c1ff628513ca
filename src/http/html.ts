/** Markup that is known to be safe; only `html` makes it. */
export class SafeHtml {
  constructor(private readonly markup: string) {}

  toString(): string {
    return this.markup;
  }
}

type Part = string | number | SafeHtml | readonly SafeHtml[] | false | undefined;

/** Builds markup from a template: every value is escaped, unless `html` made it. */
export function html(markup: TemplateStringsArray, ...parts: readonly Part[]): SafeHtml {
  return new SafeHtml(markup.reduce((text, piece, n) => text + render(parts[n - 1]) + piece));
}

function render(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof SafeHtml) return part.toString();
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return part.join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes text safe inside an element or a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
