import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Learned } from './matching/learn';

const CODE = ['language', 'matching'].map((folder) => path.join(__dirname, folder));
const NAME = /^learned-[0-9a-f]+\.bin$/;
/** Files of older knowledge that stay, because two versions of a desk may share a folder for a while. */
const KEPT = 3;
const CHECKSUM = 'sha256';
const CHECKSUM_BYTES = 32;

/**
 * Keeps on disk what was learned of the knowledge, because learning takes a second or more. The key is everything that it
 * depends on (all words of the knowledge, the code that learns, Node, whose mathematics may differ in the last bit), and a
 * checksum guards the content, so what is read is bit for bit what was learned. A file that cannot be read or written is no
 * cache, and never an error.
 */
export class LearnedCache {
  private readonly file: string;

  /** `ingredients`: whatever was learned from. */
  constructor(
    private readonly folder: string,
    ...ingredients: readonly unknown[]
  ) {
    const hash = createHash(CHECKSUM).update(process.version).update(JSON.stringify(ingredients));
    for (const code of CODE)
      for (const name of readdirSync(code).sort())
        if (/\.(js|ts)$/.test(name)) hash.update(name).update(readFileSync(path.join(code, name)));
    this.file = path.join(folder, `learned-${hash.digest('hex').slice(0, 16)}.bin`);
  }

  read(): Learned | undefined {
    try {
      const bytes = readFileSync(this.file);
      const body = bytes.subarray(CHECKSUM_BYTES);
      if (!checksum(body).equals(bytes.subarray(0, CHECKSUM_BYTES))) return undefined;
      return deserialize(body) as Learned;
    } catch {
      return undefined;
    }
  }

  keep(learned: Learned): Learned {
    try {
      mkdirSync(this.folder, { recursive: true });
      const body = serialize(learned);
      const draft = `${this.file}.${process.pid}`;
      writeFileSync(draft, Buffer.concat([checksum(body), body]));
      renameSync(draft, this.file);
      this.sweep();
    } catch {
      // The next start is as slow as this one was.
    }
    return learned;
  }

  private sweep(): void {
    const files = readdirSync(this.folder)
      .filter((name) => NAME.test(name))
      .map((name) => path.join(this.folder, name))
      .map((file) => ({ file, written: statSync(file).mtimeMs }))
      .sort((a, b) => b.written - a.written);
    for (const { file } of files.slice(KEPT)) rmSync(file, { force: true });
  }
}

function checksum(body: Uint8Array): Buffer {
  return createHash(CHECKSUM).update(body).digest();
}
