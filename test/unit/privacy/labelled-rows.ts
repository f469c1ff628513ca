import { readFileSync } from 'node:fs';
import path from 'node:path';

/** One line of personal-data.csv: what is in the text (`kind:piece`, in order), and why the row is there. */
export interface LabelledRow {
  readonly text: string;
  readonly spans: readonly string[];
  readonly remarks: string;
}

const FILE = path.join(__dirname, '../../data/personal-data.csv');

/** Reads the rows (fields with a comma or a quotation mark are quoted, as spreadsheets write them). */
export function labelledRows(): LabelledRow[] {
  return readFileSync(FILE, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [text = '', spans = '', remarks = ''] = fields(line);
      return { text, spans: spans === '' ? [] : spans.split('|'), remarks };
    });
}

function fields(line: string): string[] {
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain = '']) =>
    quoted === undefined ? plain : quoted.replaceAll('""', '"'),
  );
}
