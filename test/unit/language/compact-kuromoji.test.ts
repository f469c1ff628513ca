import { readFileSync } from 'node:fs';
import path from 'node:path';
import kuromoji from 'kuromoji';
import type { IpadicFeatures, Tokenizer } from 'kuromoji';
import TokenInfoDictionary from 'kuromoji/src/dict/TokenInfoDictionary';
import { compactKuromoji } from '../../../src/language/compact-kuromoji';

const DICTIONARY = path.join(path.dirname(require.resolve('kuromoji/package.json')), 'dict');
const SENTENCES = [
  ...readFileSync(path.join(__dirname, '../../data/emergency.csv'), 'utf8').split('\n'),
  '会場は한국어でสวัสดีですか',
  '予約 шаг の方法☃は',
];

function build(): Promise<Tokenizer<IpadicFeatures>> {
  return new Promise((resolve, reject) =>
    kuromoji
      .builder({ dicPath: DICTIONARY })
      .build((error, tokenizer) => (error ? reject(error) : resolve(tokenizer))),
  );
}

describe('the compact table of words', () => {
  it('gives the very tokens that the original gives', async () => {
    const original = await build();
    const expected = SENTENCES.map((sentence) => original.tokenize(sentence));
    compactKuromoji(TokenInfoDictionary.prototype);
    const compact = await build();

    expect(SENTENCES.length).toBeGreaterThan(300);
    expect(SENTENCES.map((sentence) => compact.tokenize(sentence))).toEqual(expected);
  });
});
