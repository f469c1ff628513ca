import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Prompts by their key, and drafts that a power failure left. */
const OURS = /^[0-9a-f]{40}\.ulaw(\.[0-9a-f-]{36})?$/;

/** One file a prompt. Files are written beside and renamed, so that another node on the same folder never reads half a file. A disk that
 *  cannot be read or written only costs time. The time of a file is that of its last use. */
export class PromptFiles {
  /** `clock`: milliseconds since 1970. */
  constructor(
    private readonly folder: string,
    private readonly clock: () => number,
  ) {}

  /** Synchronous: a prompt has some 50 KB, and a caller waits. */
  read(key: string): Buffer | undefined {
    try {
      const read = readFileSync(this.file(key));
      if (read.length === 0) return undefined; // the power went while it was written
      void this.touch(this.file(key));
      return read;
    } catch {
      return undefined;
    }
  }

  /** Whether it is there; it counts as used. */
  async has(key: string): Promise<boolean> {
    const found = await stat(this.file(key)).catch(() => undefined);
    if (found === undefined || found.size === 0) return false;
    await this.touch(this.file(key));
    return true;
  }

  async keep(key: string, made: Buffer): Promise<void> {
    const draft = `${this.file(key)}.${randomUUID()}`;
    try {
      await mkdir(this.folder, { recursive: true });
      await writeFile(draft, made);
      await this.touch(draft);
      await rename(draft, this.file(key));
    } catch {
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  /** Deletes what was not used for so long; files of anybody else stay. Returns how many went. */
  async sweep(unusedMs: number): Promise<number> {
    const names = await readdir(this.folder).catch((): string[] => []);
    let gone = 0;
    for (const name of names.filter((one) => OURS.test(one))) {
      const file = path.join(this.folder, name);
      const used = await stat(file).catch(() => undefined);
      if (used === undefined || !used.isFile() || used.mtimeMs > this.clock() - unusedMs) continue;
      gone += await rm(file).then(
        () => 1,
        () => 0,
      );
    }
    return gone;
  }

  private async touch(file: string): Promise<void> {
    const seconds = this.clock() / 1000;
    await utimes(file, seconds, seconds).catch(() => undefined);
  }

  private file(key: string): string {
    return path.join(this.folder, `${key}.ulaw`);
  }
}
