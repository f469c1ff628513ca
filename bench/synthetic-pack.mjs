/**
 * Larger cities, made from the real one: every service of a city hall gets the real entries' phrasings in its own nouns.
 * Everyday words (どこ, できますか, 電話で) are then shared by thousands of entries and each service's nouns by about a hundred, as in a
 * real city's FAQ. Only arithmetic on positions, so the same size is always the same pack.
 */

/** Name of the service, what one does there, the paper it is about, and the place. */
const SERVICES = `
住民票 交付 住民票の写し 市民課の窓口
印鑑登録 登録 印鑑登録証 市民課の窓口
マイナンバーカード 受け取り 交付通知書 交付コーナー
転入届 届出 転出証明書 引っ越しの窓口
戸籍謄本 請求 戸籍の証明書 戸籍の窓口
パスポート 申請 旅券の申請書 旅券センター
婚姻届 提出 届書 夜間受付
出生届 提出 出生証明書 戸籍の窓口
国民健康保険 加入 保険証 保険年金課
後期高齢者医療 更新 被保険者証 医療の窓口
国民年金 免除 年金手帳 年金の窓口
介護保険 認定 介護保険証 介護の窓口
デイサービス 利用 利用者証 通所施設
配食サービス 利用 申込用紙 調理場
緊急通報装置 設置 利用申請書 高齢者支援室
敬老パス 更新 乗車証 バス営業所
補聴器 助成 助成券 福祉の窓口
紙おむつ 支給 支給券 福祉の窓口
障害者手帳 更新 手帳の用紙 障害福祉課
自立支援医療 更新 受給者証 障害福祉課
タクシー券 支給 タクシー券 福祉の窓口
車いす 貸出 貸出票 社会福祉協議会
生活保護 相談 申請用紙 福祉事務所
住居確保給付金 申請 決定通知 自立相談の窓口
児童手当 支給 認定請求書 子育て支援課
児童扶養手当 更新 現況届 子育て支援課
保育園 入園 入園申込書 保育園
幼稚園 入園 入園願書 幼稚園
学童クラブ 入会 入会申込書 学童クラブ
一時預かり 利用 利用登録票 預かり保育室
病児保育 利用 医師連絡票 病児保育室
母子手帳 交付 妊娠届 保健センター
乳幼児健診 受診 健診の問診票 保健センター
妊婦健診 受診 受診票 産婦人科
産後ケア 利用 利用承認書 助産院
医療証 交付 子ども医療証 子育て支援課
給食費 納付 納付書 給食センター
就学援助 申請 認定通知書 学務課
就学時健診 受診 案内はがき 小学校
図書館 利用 貸出カード 図書館
電子書籍 貸出 利用者番号 図書館
プール 利用 回数券 市民プール
体育館 利用 使用許可書 体育館
テニスコート 利用 使用許可書 テニスコート
公民館 利用 利用団体登録証 公民館
市民農園 利用 承認書 市民農園
市民講座 受講 受講票 講座の部屋
成人式 参加 案内状 式場
花火大会 見物 観覧券 河川敷
自転車駐輪場 利用 定期利用券 駐輪場
放置自転車 返還 返還通知 保管所
粗大ごみ 収集 処理券 収集場所
資源ごみ 回収 回収袋 集積所
生ごみ処理機 助成 助成金申請書 ごみ対策課
犬の登録 登録 鑑札 保健所
猫の手術 助成 助成券 動物病院
市民税 申告 納税通知書 課税課
固定資産税 納付 課税明細 課税課
軽自動車税 納付 納税証明書 課税課
原付バイク 廃車 標識交付証明書 課税課
所得証明 交付 課税証明書 課税課
ふるさと納税 寄附 受領証明書 財政課
水道 開始 検針票 水道センター
下水道 接続 工事申請書 下水道課
浄化槽 清掃 清掃記録票 環境課
道路の補修 依頼 連絡票 土木事務所
街路灯 修理 連絡票 土木事務所
公園 利用 占用許可書 公園
空き家 相談 相談票 住宅課
市営住宅 入居 入居申込書 市営住宅
耐震診断 助成 診断結果書 建築課
建築確認 申請 確認済証 建築課
防災無線 設置 申請書 防災センター
避難所 利用 避難者カード 避難所
罹災証明 交付 罹災証明書 被災者の窓口
消火器 購入 引換券 消防署
救命講習 受講 修了証 消防署
選挙 投票 投票所入場券 投票所
期日前投票 投票 宣誓書 期日前投票所
法律相談 相談 相談票 相談室
消費生活相談 相談 相談票 消費者センター
就職相談 相談 相談カード 就労支援室
創業支援 相談 計画書 商工会館
プレミアム商品券 購入 引換はがき 販売所
中小企業融資 申込 融資の申込書 産業振興課
入札参加 登録 資格審査書 契約課
外国人登録 相談 在留カード 国際交流室
日本語教室 受講 受講カード 交流会館
コミュニティバス 乗車 回数券 停留所
がん検診 受診 受診券 検診会場
特定健診 受診 健診の受診券 健診会場
歯科健診 受診 歯科の受診券 歯科医院
献血 参加 献血カード 献血ルーム
斎場 使用 使用許可証 斎場
墓地 使用 永代使用許可証 霊園`
  .trim()
  .split('\n')
  .map((line) => line.split(' '));

/** The real entries' own nouns, longest first, and which of the service's nouns stands for each. */
const REPLACED = [
  ['新型コロナウイルス', 0], ['新型コロナ', 0], ['コロナワクチン', 0], ['予防接種', 0], ['集団接種', 1], ['個別接種', 1],
  ['接種会場', 3], ['接種済証', 2], ['予診票', 2], ['接種券', 2], ['クーポン', 2], ['ワクチン', 0], ['わくちん', 0],
  ['コロナ', 0], ['接種', 1], ['注射', 1], ['会場', 3], ['病院', 3], ['予約', 1], ['副反応', 0], ['打っ', 1, 'し'], ['打ち', 1, 'し'],
  ['打つ', 1, 'する'], ['打て', 1, 'でき'], ['受け', 1, 'し'],
]; // prettier-ignore
const PATTERN = new RegExp(REPLACED.map(([noun]) => noun).join('|'), 'g');
const REPLACEMENT = new Map(REPLACED.map(([noun, part, ending = '']) => [noun, { part, ending }]));

const FEWEST = 8;
const SPREAD = 5;

/** `real`: the desk's own matchables. Entries are added until there are `size`; what is not an entry stays as it is. */
export function packOfSize(real, size) {
  const entries = real.filter(({ kind }) => kind === 'entry');
  const others = real.filter(({ kind }) => kind !== 'entry');
  if (size <= entries.length) return [...entries.slice(0, size), ...others];
  const added = Array.from({ length: size - entries.length }, (_, i) =>
    reworded(entries[i % entries.length], Math.floor(i / entries.length)),
  );
  return [...entries, ...added, ...others];
}

function reworded({ id, kind, phrasings }, round) {
  const service = SERVICES[round % SERVICES.length];
  const count = Math.min(phrasings.length, FEWEST + ((id.length + round) % SPREAD));
  const step = phrasings.length / count;
  const chosen = Array.from({ length: count }, (_, i) => phrasings[Math.floor(i * step)]);
  return { id: `${id}.${round}`, kind, phrasings: chosen.map((text) => inWordsOf(service, text)) };
}

function inWordsOf(service, text) {
  const swapped = text.replace(PATTERN, (noun) => {
    const { part, ending } = REPLACEMENT.get(noun);
    return service[part] + ending;
  });
  return swapped === text ? `${service[0]}のことで、${text}` : swapped;
}
