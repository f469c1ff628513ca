import type { Corpus } from './corpus';

/** What a question wants to know, by its words. An entry about a place rarely answers why the place was chosen. */
const KINDS: readonly RegExp[] = [
  /なぜ|なんで|どうして(?!も|い)|わけ(は|で|か|が|を|なの)|理由|訳を|根拠/,
  /いつ(?!も|で)|何(日|月|曜)|なん(にち|がつ)|何時|なんじ|期限|締め?切|時期|頃/,
  /どこ|どちら(?!でも)|場所|何階/,
  /いくら|料金|費用|値段|何円|有料|無料|お金/,
  /何(人|件|名|パーセント|%|割|回|か所|本)|割合|人数|件数|率/,
  /誰|だれ|どなた|どの(人|方)/,
  /どう(すれ|し(たら|ます)|やって|いう手)|方法|仕方|やり方|手続/,
  /(て|で)も(いい|よい|良い|大丈夫|だいじょうぶ|平気|かまい|構い)|できます|できる|可能|られます|られる|(打|受)け?て(平気|大丈夫)/,
  /とは$|とは何|って何|どんな|どういう(もの|こと)|意味/,
  /期限|いつまで|まで(に|有効|使え)|有効/,
];
const CLAMP = 2;

/** For each kind of question and each owner: how much more often than others the owner is asked it, as log odds in nats. */
export type KindOdds = readonly Float32Array[];

/** Counts the questions among the phrasings at these positions. */
export function kindOdds(corpus: Corpus, positions: Uint32Array): KindOdds {
  const owners = corpus.owners.length;
  const counts = KINDS.map(() => new Float32Array(owners));
  const perOwner = new Float32Array(owners);
  for (const position of positions) {
    const owner = corpus.ownerOf[position] as number;
    perOwner[owner] = (perOwner[owner] as number) + 1;
    for (const kind of kindsOf(corpus.normalized[position] ?? '')) {
      const row = counts[kind] as Float32Array;
      row[owner] = (row[owner] as number) + 1;
    }
  }
  return counts.map((row) => {
    const overall = (row.reduce((sum, n) => sum + n, 0) + 1) / (positions.length + 2);
    return row.map((count, owner) =>
      Math.log((count + overall * 2) / ((perOwner[owner] as number) + 2) / overall),
    );
  });
}

/** How usual it is for each owner to be asked questions of each kind. */
export class QuestionKinds {
  constructor(private readonly logOdds: KindOdds) {}

  /** −1 (the owner is never asked such a thing) to 1 (it is just what the owner is asked); 0 when the text asks nothing known. */
  fit(owner: number, kinds: readonly number[]): number {
    if (kinds.length === 0) return 0;
    const sum = kinds.reduce((total, kind) => total + (this.logOdds[kind]?.[owner] ?? 0), 0) / kinds.length;
    return Math.max(-CLAMP, Math.min(CLAMP, sum)) / CLAMP;
  }
}

/** Numbers of the kinds of question that a normalised text asks. */
export function kindsOf(text: string): number[] {
  return KINDS.flatMap((pattern, kind) => (pattern.test(text) ? [kind] : []));
}
