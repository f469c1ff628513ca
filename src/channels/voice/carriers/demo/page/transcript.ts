import { element } from './element';

const WHO = { desk: '窓口', caller: 'あなた', key: '番号', line: '電話' } as const;

/** Adds a line to what was said; the newest stays in sight, unless the reader has gone back. */
export function addLine(by: keyof typeof WHO, text: string): void {
  const list = element('transcript');
  const follows = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  const line = document.createElement('p');
  line.className = by;
  const who = document.createElement('b');
  who.textContent = WHO[by];
  line.append(who, ` ${text}`);
  list.append(line);
  if (follows) list.scrollTop = list.scrollHeight;
}
