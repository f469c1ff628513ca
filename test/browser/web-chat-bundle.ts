import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'botframework-webchat';
const VERSION = '4.18.1';
const INTEGRITY =
  'sha512-7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg==';
const BUNDLE = 'package/dist/webchat-minimal.js';
const CACHE = join(__dirname, '..', '..', 'node_modules', '.cache', 'webchat', VERSION);

/** The unmodified official Web Chat, from npm, once. Not a dependency: it would bring 446 packages for one file (the desk has about
 *  500 in all); packing takes three seconds, and the hash makes it as reproducible as a lock file does. */
export function webChatBundle(): Buffer {
  const file = join(CACHE, BUNDLE);
  if (!existsSync(file)) unpack();
  return readFileSync(file);
}

function unpack(): void {
  mkdirSync(CACHE, { recursive: true });
  execFileSync('npm', ['pack', `${NAME}@${VERSION}`, '--silent', '--pack-destination', CACHE], {
    stdio: 'pipe',
  });
  const archive = join(CACHE, `${NAME}-${VERSION}.tgz`);
  const hash = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (`sha512-${hash}` !== INTEGRITY)
    throw new Error(`${archive} is not the published ${NAME} ${VERSION}: sha512-${hash}`);
  // Into a folder beside it and renamed, so that a test killed half-way leaves nothing that looks complete.
  const draft = join(CACHE, `draft-${process.pid}`);
  mkdirSync(draft, { recursive: true });
  execFileSync('tar', ['-xzf', archive, '-C', draft, BUNDLE]);
  renameSync(join(draft, 'package'), join(CACHE, 'package'));
}
