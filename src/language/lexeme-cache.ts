import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Lexemes, Lexer } from './analyze';

/**
 * Remembers on disk how the knowledge base's own phrasings were taken apart, because kuromoji needs a second or two for
 * thousands of them. *Only* for knowledge: what citizens say is never written here. A cache that cannot be read or
 * written is no cache, and never an error.
 */
export class LexemeCache {
  private readonly used = new Map<string, Lexemes>();
  private readonly stored: ReadonlyMap<string, Lexemes>;
  private readonly file: string;

  /** `ingredients`: whatever the result depends on besides the text and this folder's code (terms, synonyms). */
  constructor(folder: string, ...ingredients: readonly unknown[]) {
    const hash = createHash('sha256').update(JSON.stringify(ingredients)).update(ownCode()).digest('hex');
    this.file = path.join(folder, `lexemes-${hash.slice(0, 16)}.json`);
    this.stored = read(this.file);
  }

  remember(lexer: Lexer): Lexer {
    return (text) => {
      const lexemes = this.used.get(text) ?? this.stored.get(text) ?? lexer(text);
      this.used.set(text, lexemes);
      return lexemes;
    };
  }

  /** Keeps exactly what was used since the start. */
  save(): void {
    if (this.used.size === this.stored.size && [...this.used.keys()].every((text) => this.stored.has(text)))
      return;
    const rows = [...this.used].map(([text, { words, sound }]) => [text, sound, ...words]);
    try {
      mkdirSync(path.dirname(this.file), { recursive: true });
      const draft = `${this.file}.${process.pid}`;
      writeFileSync(draft, JSON.stringify(rows));
      renameSync(draft, this.file);
    } catch {
      // The next start is as slow as this one was.
    }
  }
}

function read(file: string): Map<string, Lexemes> {
  try {
    const rows = JSON.parse(readFileSync(file, 'utf8')) as [string, string, ...string[]][];
    return new Map(rows.map(([text, sound, ...words]) => [text, { words, sound }]));
  } catch {
    return new Map();
  }
}

/** A changed line in this folder must not meet yesterday's results. */
function ownCode(): string {
  const files = readdirSync(__dirname).filter((name) => /\.(js|ts)$/.test(name));
  return files
    .sort()
    .map((name) => readFileSync(path.join(__dirname, name), 'utf8'))
    .join('');
}
