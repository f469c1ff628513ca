import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const CACHE = join(ROOT, 'node_modules', '.cache'); // inside the project, so that packages are found

/** A copy of the built desk that stays as it is: these runs take minutes and start it dozens of times, and a build meanwhile must not
 *  change, or for a moment take away, what is being started. */
export function freezeBuild(): { readonly main: string; remove(): void } {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'frozen-'));
  for (const part of ['dist', 'knowledge', 'package.json'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  return {
    main: join(folder, 'dist', 'src', 'main.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
