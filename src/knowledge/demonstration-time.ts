import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogSchema } from './catalog';
import { parseSource } from './parse-entries';

/** The time (milliseconds) at which a demonstration pack is set; undefined for a city's own pack. Reads catalog.yaml only. */
export async function demonstrationTime(dir: string): Promise<number | undefined> {
  const file = join(dir, 'catalog.yaml');
  const text = await readFile(file, 'utf8').catch(() => '');
  const catalog = catalogSchema.safeParse(parseSource(file, text).value);
  const clock = catalog.data?.demonstration?.clock;
  return clock === undefined ? undefined : Date.parse(clock);
}
