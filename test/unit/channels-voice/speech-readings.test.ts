import { readTrace } from '../../../src/channels/voice/speech/label-trace';
import { countMorae, kanaPhonemes } from '../../../src/channels/voice/speech/phonemes';
import { cutAtReadings, misread, writings } from '../../../src/channels/voice/speech/reading-forms';
import { sentencesOf } from '../../../src/channels/voice/speech/sentences';
import { ssml } from '../../../src/channels/voice/speech/ssml';

const READINGS = [
  { word: '接種', kana: 'せっしゅ' },
  { word: '接種券', kana: 'せっしゅけん' },
];

describe('readings', () => {
  it.each([
    ['せっしゅけん', 's e cl sh u k e N', 5],
    ['こうれいしゃ', 'k o o r e e sh a', 5],
    ['きょうりょく', 'ky o o ry o k u', 4],
    ['ファックス', 'f a cl k u s u', 4],
    ['ウィルス', 'w i r u s u', 3],
    ['センター', 's e N t a a', 4],
    ['ジュウイチガツ', 'j u u i ch i g a ts u', 6],
    ['づつみ', 'z u ts u m i', 3],
  ])('reads %s as %s, %i morae', (kana, phonemes, morae) => {
    expect(kanaPhonemes(kana).join(' ')).toBe(phonemes);
    expect(countMorae(kanaPhonemes(kana))).toBe(morae);
  });

  it('takes the longest word that is known', () => {
    expect(cutAtReadings('この接種券で接種', READINGS)).toEqual([
      { text: 'この', kana: undefined },
      { text: '接種券', kana: 'せっしゅけん' },
      { text: 'で', kana: undefined },
      { text: '接種', kana: 'せっしゅ' },
    ]);
  });

  it('writes a word as it stands first, then in kana with long vowels', () => {
    expect(writings({ text: '高齢者', kana: 'こうれいしゃ' })).toEqual([
      '高齢者',
      'コーレーシャ',
      'こうれいしゃ',
      'コウレイシャ',
      'こーれーしゃ',
    ]);
    expect(writings({ text: 'の', kana: undefined })).toEqual(['の']);
  });

  it('finds what was read in another way, pauses and devoiced vowels aside', () => {
    const pieces = cutAtReadings('接種券と接種', READINGS);
    const right = 's e cl sh U k e N pau t o s e cl sh U';
    const wrong = 's e cl sh i y u k e N t o s e cl sh u';
    expect(misread(pieces, right.split(' '))).toEqual([]);
    expect(misread(pieces, wrong.split(' ')).map(({ text }) => text)).toEqual(['接種券']);
  });

  it('reads phonemes and their times of a trace, without the silence around', () => {
    const trace = [
      '[Output label]',
      '0 3000000 xx^xx-sil+h=a/A:xx',
      '3000000 4000000 xx^sil-h+a=i/A:-1',
      '4000000 5500000 sil^h-a+i=sil/A:-1',
      '5500000 7000000 h^a-i+sil=xx/A:0',
      '7000000 9000000 a^i-sil+xx=xx/A:xx',
    ].join('\n');
    expect(readTrace(trace, 2)).toEqual([
      { name: 'h', from: 0.6, to: 0.8 },
      { name: 'a', from: 0.8, to: 1.1 },
      { name: 'i', from: 1.1, to: 1.4 },
    ]);
  });

  it('cuts a text into sentences', () => {
    expect(sentencesOf('はい。\n会場です。予約はいりますか？ 電話で')).toEqual([
      'はい。',
      '会場です。',
      '予約はいりますか？',
      '電話で',
    ]);
    expect(sentencesOf('。\n')).toEqual([]);
  });

  it('escapes what would be markup', () => {
    const document = ssml({ text: 'A&Bの<接種券>', readings: READINGS }, 'v"', -5);
    expect(document).toContain('<voice name="v&quot;"><prosody rate="-5%">');
    expect(document).toContain('A&amp;Bの&lt;<sub alias="せっしゅけん">接種券</sub>&gt;');
  });
});
