import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Longer texts are several messages, which nobody pays for a map. */
const LONGEST = 300;

/** In place of a gateway: writes each short message to a file of its own that only the desk's user can read, for trying out. `newId`: a
 *  name that no other message has. */
export function fileSms(folder: string, newId: () => string): (to: string, text: string) => Promise<void> {
  return async (to, text) => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const message = JSON.stringify({ to, text: [...text].slice(0, LONGEST).join('') }, null, 2);
    await writeFile(path.join(folder, `${newId()}.json`), `${message}\n`, { mode: 0o600, flag: 'wx' });
  };
}
