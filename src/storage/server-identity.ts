import { spawnSync } from 'node:child_process';
import { chownSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { AppError } from '../errors';

/** Who the server runs as: PostgreSQL refuses uid 0. */
export interface ServerIdentity {
  /** For `spawn`. */
  readonly ids: { readonly uid?: number; readonly gid?: number };
  /** Put before the command. */
  readonly prefix: readonly string[];
}

/** The kernel's overflow id, "nobody" everywhere: owns nothing else. */
const NOBODY = 65_534;
const UNSHARE = ['unshare', '-U'] as const;
const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Chooses the identity and gives it the directory. Not root: ourselves (a container's made-up uid, which initdb refuses as "does not
 *  exist", becomes nobody in a user namespace). Root: nobody, or, where nobody cannot reach the files
 *  (under /root, say), root in a user namespace of its own, which PostgreSQL sees as nobody. */
export function chooseIdentity(home: string, programs: readonly string[]): ServerIdentity {
  if (process.getuid?.() !== 0) return { ids: {}, prefix: hasName() || !canUnshare() ? [] : UNSHARE };
  const owner = lstatSync(home).uid;
  const uid = owner === 0 ? NOBODY : owner;
  if ([join(home, 'x'), ...programs].every((path) => reaches(uid, path, home))) {
    chownTree(home, uid);
    return { ids: { uid, gid: uid === NOBODY ? NOBODY : lstatSync(home).gid }, prefix: [] };
  }
  if (!canUnshare()) {
    throw new AppError(
      'storage.unavailable',
      `PostgreSQL does not run as root, and user ${uid} cannot reach ${home}: start the desk as an ordinary user, ` +
        'or set DATA_DIR to a directory that others may enter (such as /var/lib/madoguchi)',
    );
  }
  chownTree(home, 0);
  return { ids: {}, prefix: UNSHARE };
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

function canUnshare(): boolean {
  const [command, ...options] = UNSHARE;
  return spawnSync(command, [...options, 'true'], { env: { PATH: SYSTEM_PATH } }).status === 0;
}

/** Every directory on the way must let the user pass; `home` itself becomes his. */
function reaches(uid: number, path: string, home: string): boolean {
  const folder = dirname(path);
  if (folder === path) return true;
  return (folder === home || enterable(uid, folder)) && reaches(uid, folder, home);
}

function enterable(uid: number, folder: string): boolean {
  const { mode, uid: owner } = statSync(folder);
  return (mode & (owner === uid ? 0o100 : 0o001)) !== 0;
}

/** Only when the owner changes: a project that moved, or the first start. Symbolic links are not followed. */
function chownTree(path: string, uid: number): void {
  if (lstatSync(path).uid === uid) return;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) chownTree(child, uid);
    else if (entry.isFile()) chownSync(child, uid, uid);
  }
  chownSync(path, uid, uid); // last: the owner of `path` says that everything in it is done
}
