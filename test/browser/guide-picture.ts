import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

const IMAGES = join(__dirname, '..', '..', 'docs', 'images');
/** As much as a page of the guides may weigh, in bytes. */
const HEAVIEST = 200 * 1024;

/** A picture for docs/ja. Every run takes it, so that it cannot become impossible; only `UPDATE_IMAGES=1` replaces the one in docs/images. */
export async function guidePicture(place: Page | Locator, name: string): Promise<void> {
  const picture = await place.screenshot({ animations: 'disabled', caret: 'hide' });
  if (picture.length > HEAVIEST) throw new Error(`${name} has ${picture.length} bytes, at most ${HEAVIEST}`);
  if (process.env.UPDATE_IMAGES) writeFileSync(join(IMAGES, `${name}.png`), picture);
}
