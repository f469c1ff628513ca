import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The rows of a table under test/ without its heading; fields with a comma or quotation mark are quoted, as spreadsheets write them. */
export function csvRows(file: string): string[][] {
  return readFileSync(path.join(__dirname, '..', file), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) =>
      Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain = '']) =>
        quoted === undefined ? plain : quoted.replaceAll('""', '"'),
      ),
    );
}
