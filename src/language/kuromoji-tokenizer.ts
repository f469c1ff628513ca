import { existsSync } from 'node:fs';
import path from 'node:path';
import kuromoji from 'kuromoji';
import type { IpadicFeatures } from 'kuromoji';
import TokenInfoDictionary from 'kuromoji/src/dict/TokenInfoDictionary';
import { AppError } from '../errors';
import { compactKuromoji } from './compact-kuromoji';
import { toHiragana } from './kana';
import { quickDictionarySearch } from './quick-dictionary-search';
import type { Token, Tokenizer } from './token';

const DICTIONARY_FOLDER = path.join(path.dirname(require.resolve('kuromoji/package.json')), 'dict');
const CONTENT = new Set(['名詞', '動詞', '形容詞', '副詞', '連体詞', '感動詞', '接頭詞']);
const EMPTY_DETAILS = new Set(['非自立', '代名詞', '接尾', '助動詞語幹']);
/** Verbs that carry no topic of their own. */
const LIGHT = new Set([
  'する',
  'なる',
  'ある',
  'いる',
  'できる',
  'くださる',
  'いただく',
  'もらう',
  'れる',
  'られる',
  'やる',
  '*',
]);

/**
 * Loads kuromoji's dictionary (one per process: about 140 MB).
 * @throws AppError `dictionary.missing` when the dictionary files are not there.
 */
export async function loadKuromoji(dictionaryFolder = DICTIONARY_FOLDER): Promise<Tokenizer> {
  // kuromoji answers a missing dictionary with an error AND a tokenizer that throws later.
  if (!existsSync(path.join(dictionaryFolder, 'base.dat.gz'))) {
    throw new AppError(
      'dictionary.missing',
      `The Japanese dictionary is not in ${dictionaryFolder}: run "npm ci" to install it again.`,
    );
  }
  compactKuromoji(TokenInfoDictionary.prototype);
  const tokenizer = await new Promise<kuromoji.Tokenizer<IpadicFeatures>>((resolve, reject) => {
    kuromoji.builder({ dicPath: dictionaryFolder }).build((error, built) => {
      if (error)
        reject(
          new AppError(
            'dictionary.missing',
            `The Japanese dictionary in ${dictionaryFolder} cannot be read: run "npm ci".`,
            { cause: error },
          ),
        );
      else resolve(quickDictionarySearch(built));
    });
  });
  return (text) => (text === '' ? [] : tokenizer.tokenize(text).map(toToken));
}

function toToken(features: IpadicFeatures): Token {
  const surface = features.surface_form;
  const base = features.basic_form === '*' ? surface : features.basic_form;
  const reading =
    features.reading && features.reading !== '*' ? toHiragana(features.reading) : toHiragana(surface);
  const content =
    CONTENT.has(features.pos) &&
    !(EMPTY_DETAILS.has(features.pos_detail_1) && features.pos !== '名詞') &&
    !LIGHT.has(base) &&
    !isEmptyNoun(features);
  const personName = features.pos_detail_1 === '固有名詞' && features.pos_detail_2 === '人名';
  return { surface, base, reading, content, ...(personName && { personName }) };
}

function isEmptyNoun({ pos, pos_detail_1, basic_form }: IpadicFeatures): boolean {
  return (
    pos === '名詞' &&
    (pos_detail_1 === '非自立' || pos_detail_1 === '代名詞' || pos_detail_1 === '特殊') &&
    basic_form !== 'いつ' &&
    basic_form !== 'どこ'
  );
}
