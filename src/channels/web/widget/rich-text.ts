import { element } from './element';
import { messages } from './messages';

// Stops at Japanese punctuation and brackets, which in running text follow an address without a space.
const ADDRESS = /https?:\/\/[^\s<>"'「」『』（）［］【】、。，．！？・]+/g;
const BULLET = /^\s*・\s*/;

function safeAddress(text: string): string | undefined {
  try {
    const url = new URL(text);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}

function link(href: string, text: string): HTMLElement {
  const note = element('span', { class: 'hidden' }, messages.newTab);
  return element('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text, note);
}

function withLinks(text: string): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(/[.,;:!?)\]]+$/, '');
    const href = safeAddress(address);
    if (!href) continue;
    parts.push(text.slice(from, match.index), link(href, address));
    from = match.index + address.length;
  }
  parts.push(text.slice(from));
  return parts;
}

/** Turns a reply's plain text into paragraphs, lists (lines that begin with 「・」) and links; never into markup of its own. */
export function richText(text: string): HTMLElement[] {
  const blocks: HTMLElement[] = [];
  let paragraph: string[] = [];
  let list: HTMLElement | undefined;
  const endParagraph = (): void => {
    const joined = paragraph.join('\n').trim();
    if (joined) blocks.push(element('p', {}, ...withLinks(joined)));
    paragraph = [];
  };
  for (const line of text.split(/\r?\n/)) {
    if (BULLET.test(line)) {
      endParagraph();
      if (!list) blocks.push((list = element('ul')));
      list.append(element('li', {}, ...withLinks(line.replace(BULLET, ''))));
    } else {
      list = undefined;
      if (line.trim()) paragraph.push(line);
      else endParagraph();
    }
  }
  endParagraph();
  return blocks;
}
