import type { SandboxAct, ViewLine, ViewPart } from '../wire';
import { element } from './element';

const COST = { user: '', reply: '返信', push: 'プッシュ（通数に数えます）' } as const;

/** One bubble with who said it and when; the user's own can be taken back. */
export function lineElement(line: ViewLine, act: (what: SandboxAct) => Promise<void>): Element {
  const bubble = element(
    'div',
    { class: 'bubble' },
    ...line.parts.map((part) => partElement(line.id, part, act)),
  );
  const about = element(
    'p',
    { class: 'about' },
    [line.at, COST[line.via]].filter((word) => word !== '').join('　'),
  );
  const made = element(
    'article',
    { id: `line-${line.id}`, class: line.mine ? 'mine' : 'theirs' },
    element('p', { class: 'name' }, line.name),
    bubble,
    about,
  );
  if (line.mine) {
    const unsend = element('button', { type: 'button', class: 'unsend' }, '送信を取り消す');
    unsend.addEventListener('click', () => void act({ act: 'unsend', line: line.id }));
    made.append(unsend);
  }
  return made;
}

function partElement(line: string, part: ViewPart, act: (what: SandboxAct) => Promise<void>): Element {
  if (part.kind === 'text') return element('p', part.bold ? { class: 'bold' } : {}, part.text);
  if (part.kind === 'link')
    return element('a', { href: part.href, target: '_blank', rel: 'noopener', class: 'press' }, part.label);
  const made = element('button', { type: 'button', class: 'press' }, part.label);
  made.addEventListener('click', () => void act({ act: 'button', line, button: part.button }));
  return made;
}
