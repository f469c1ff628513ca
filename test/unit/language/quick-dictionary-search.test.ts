import { readFileSync } from 'node:fs';
import path from 'node:path';
import kuromoji from 'kuromoji';
import type { IpadicFeatures, Tokenizer } from 'kuromoji';
import { quickDictionarySearch } from '../../../src/language/quick-dictionary-search';

const DICTIONARY = path.join(path.dirname(require.resolve('kuromoji/package.json')), 'dict');
const SENTENCES = [
  ...readFileSync(path.join(__dirname, '../../../bench/utterances.txt'), 'utf8').split('\n'),
  'ワクチン😷会場',
  '𠮟られた',
  'é ü ñ ß',
  '会場は한국어でสวัสดีですか',
  'ﾜｸﾁﾝ１２',
];

function build(): Promise<Tokenizer<IpadicFeatures>> {
  return new Promise((resolve, reject) =>
    kuromoji
      .builder({ dicPath: DICTIONARY })
      .build((error, tokenizer) => (error ? reject(error) : resolve(tokenizer))),
  );
}

describe('the quick search in the dictionary', () => {
  it('gives the very tokens that the original gives', async () => {
    const tokenizer = await build();
    const expected = SENTENCES.map((sentence) => tokenizer.tokenize(sentence));

    const quick = quickDictionarySearch(tokenizer);

    expect(SENTENCES.map((sentence) => quick.tokenize(sentence))).toEqual(expected);
  });
});
