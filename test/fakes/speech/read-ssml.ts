import type { Pace, SpokenText } from '../../../src/channels/voice/ports';
import { Violation } from './usp-message';

const TAG = /<(\/?)([a-z:]+)((?:\s+[a-zA-Z:]+="[^"<]*")*)\s*(\/?)>/y;
const ATTRIBUTE = /([a-zA-Z:]+)="([^"<]*)"/g;
const KNOWN = new Set(['speak', 'voice', 'prosody', 'sub', 'break', 's', 'p']);
const NAMESPACE = 'http://www.w3.org/2001/10/synthesis';
/** Slower than this (in per cent) is the slow pace. */
const SLOW_PERCENT = -8;

interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** What a document of SSML asks for: its words, its readings and its pace. Throws a `Violation` (1007) for a document that is not well
 *  formed, names no voice, or has elements that the desk has no use for. */
export function readSsml(ssml: string): { spoken: SpokenText; pace: Pace; voice: string } {
  const reader = new SsmlReader();
  for (let at = 0; at < ssml.length;) at += ssml[at] === '<' ? reader.tag(ssml, at) : reader.words(ssml, at);
  return reader.result();
}

class SsmlReader {
  private readonly open: Tag[] = [];
  private readonly readings: { word: string; kana: string }[] = [];
  private text = '';
  private voice = '';
  private rate = 0;

  words(ssml: string, at: number): number {
    const end = ssml.indexOf('<', at) < 0 ? ssml.length : ssml.indexOf('<', at);
    const words = unescape(ssml.slice(at, end));
    const within = this.open.at(-1);
    if (within?.name === 'sub')
      this.readings.push({ word: words, kana: within.attributes.get('alias') ?? '' });
    if (words.trim() !== '' && this.voice === '') throw new Violation(1007, 'SSML: words outside a voice.');
    this.text += words;
    return end - at;
  }

  tag(ssml: string, at: number): number {
    const { tag, closing, empty, length } = readTag(ssml, at);
    if (closing) {
      if (this.open.pop()?.name !== tag.name)
        throw new Violation(1007, `SSML: </${tag.name}> closes nothing.`);
      return length;
    }
    checkTag(tag, this.open);
    if (tag.name === 'voice') this.voice = tag.attributes.get('name') ?? '';
    if (tag.name === 'prosody') this.rate = Number((tag.attributes.get('rate') ?? '0%').replace('%', ''));
    if (!empty) this.open.push(tag);
    return length;
  }

  result(): { spoken: SpokenText; pace: Pace; voice: string } {
    if (this.open.length > 0 || this.voice === '')
      throw new Violation(1007, 'SSML: not closed, or no voice.');
    const spoken = { text: this.text.trim(), readings: this.readings };
    return { spoken, pace: this.rate < SLOW_PERCENT ? 'slow' : 'normal', voice: this.voice };
  }
}

function readTag(ssml: string, at: number) {
  TAG.lastIndex = at;
  const found = TAG.exec(ssml);
  if (!found) throw new Violation(1007, 'SSML: not well formed.');
  const [whole, slash, name = '', attributes = '', empty] = found;
  const pairs = [...attributes.matchAll(ATTRIBUTE)].map(([, key = '', value = '']): [string, string] => [
    key,
    unescape(value),
  ]);
  const tag: Tag = { name, attributes: new Map(pairs) };
  return { tag, closing: slash === '/', empty: empty === '/', length: whole.length };
}

function checkTag({ name, attributes }: Tag, open: readonly Tag[]): void {
  if (!KNOWN.has(name)) throw new Violation(1007, `SSML: unknown element ${name}.`);
  if ((open.length === 0) !== (name === 'speak'))
    throw new Violation(1007, 'SSML: speak is the outermost element.');
  if (name === 'speak' && attributes.get('xmlns') !== NAMESPACE)
    throw new Violation(1007, 'SSML: speak has no namespace.');
  if (name === 'speak' && attributes.get('xml:lang') !== 'ja-JP')
    throw new Violation(1007, 'SSML: speak has no language.');
  if (name === 'sub' && !attributes.get('alias')) throw new Violation(1007, 'SSML: sub has no alias.');
}

function unescape(text: string): string {
  if (/&(?!(amp|lt|gt|quot|apos);)/.test(text)) throw new Violation(1007, 'SSML: an ampersand stands alone.');
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
