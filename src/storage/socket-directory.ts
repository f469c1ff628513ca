import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../errors';

/** sockaddr_un holds 108 bytes on Linux, 104 on macOS, and the socket's own name is 15 long. */
const LONGEST = 85;

/** The directory of the server's socket: `home` itself, or a private temporary one when that path is too long for a socket. Always the
 *  same for the same `home`, so that a desk finds a server it did not start. */
export function socketDirectory(home: string): string {
  if (Buffer.byteLength(home) <= LONGEST) return home;
  const folder = join(tmpdir(), `madoguchi-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(folder);
  const ours = [process.getuid?.(), lstatSync(home).uid].includes(uid);
  if (!lstatSync(folder).isDirectory() || !ours || (mode & 0o077) !== 0) {
    throw new AppError(
      'storage.unavailable',
      `${folder} belongs to someone else: remove it, or set DATA_DIR to a shorter path`,
    );
  }
  return folder;
}
