import { basename } from 'node:path';
import { placeIn, type Check, type PlacedEntry } from '../draft';
import type { Catalog } from '../catalog';
import type { Problem } from '../problem';

/** Staff find an entry by its id: the id's first half names the file, and the file names the category. */
export const checkFilePlacement: Check = ({ entries, pack }) =>
  entries.flatMap((placed) => {
    const name = basename(placed.source.file, '.yaml');
    const category = pack.catalog.categories.find(({ file }) => file === name);
    return category ? mismatches(placed, category) : [unknownFile(placed, name)];
  });

function mismatches(placed: PlacedEntry, { file, label, prefixes }: Catalog['categories'][number]): Problem[] {
  const { id, category } = placed.entry;
  const problems: Problem[] = [];
  if (!prefixes.includes(id.split('.')[0] ?? '')) {
    problems.push({
      ...placeIn(placed, 'id'),
      code: 'id.wrong-file',
      message: `id「${id}」は、ファイル ${file}.yaml に置けません`,
      hint: `このファイルの id は ${prefixes.map((prefix) => `${prefix}.`).join(' か ')} で始めます。id か置き場所を直してください`,
      severity: 'error',
    });
  }
  if (category !== label) {
    problems.push({
      ...placeIn(placed, 'category'),
      code: 'category.mismatch',
      message: `分類「${category}」は、ファイル ${file}.yaml の分類「${label}」と違います`,
      hint: `category を「${label}」にするか、項目を別のファイルに移してください`,
      severity: 'error',
    });
  }
  return problems;
}

function unknownFile(placed: PlacedEntry, name: string): Problem {
  return {
    ...placeIn(placed, 'id'),
    code: 'category.unknown-file',
    message: `ファイル ${name}.yaml は、catalog.yaml の categories にありません`,
    hint: `catalog.yaml の categories に {file: ${name}, label: 分類の名前, prefixes: [idの前半]} を加えてください`,
    severity: 'error',
  };
}
