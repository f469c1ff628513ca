import { realDesk, type RealDesk } from '../../helpers/real-desk';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';
import { waitUntil } from '../../helpers/wait-until';
import { VoiceDesk, type VoiceDeskOptions } from './voice-desk';

/** A Sunday, when nobody answers. */
const SUNDAY = Date.parse('2021-06-06T10:00+09:00');
const CALLER = '09000000001';
const PBX = 'PJSIP/600';

let database: TestDatabase;
let real: RealDesk;
let desk: VoiceDesk;

beforeAll(async () => {
  [database, real] = await Promise.all([createTestDatabase(), realDesk()]);
});
afterEach(async () => {
  await desk.close();
  await database.db.query('truncate conversation, operator, voice_call cascade');
});
afterAll(() => database.drop());

function open(options: VoiceDeskOptions = {}): VoiceDesk {
  desk = new VoiceDesk(real, database.db, { operatorAddress: PBX, ...options });
  return desk;
}

/** The newest handoff. */
async function handoff() {
  const [row] = await database.db.query<{
    id: string;
    state: string;
    operator_id: string | null;
    close_reason: string | null;
  }>('select id, state, operator_id, close_reason from handoff order by id desc limit 1');
  return row;
}

describe('a call', () => {
  it('is answered, greeted, and told the answer of the entry', async () => {
    const call = await open().call(CALLER);
    await call.hears('狛江市、ワクチン窓口です。', '録音はしません。', '知りたいことを、お話しください。');
    call.says('会場の駐車場はありますか');
    await call.hears('一般用の駐車場はありません', 'もう一度お聞きになる方は、9。');
    expect(call.heard()).not.toContain('解決しましたか');
    call.media.end();
    await expect(call.ends()).resolves.toMatchObject({ end_reason: 'answered', end_phase: 'answering' });
    expect(call.control.acts).toContain('answer');
    expect(call.recogniser.closed).toBe(true);
  });

  it('can be read as well: what is said, and what was understood', async () => {
    const { captions } = open();
    const call = await desk.call(CALLER);
    await call.hears('お話しください。');
    call.says('会場の駐車場はありますか');
    await call.hears('一般用の駐車場はありません');
    expect(captions[0]).toMatch(/^desk: .*狛江市、ワクチン窓口です。/);
    const understood = captions.indexOf('caller: 会場の駐車場はありますか');
    expect(captions[understood + 1]).toMatch(/^desk: .*一般用の駐車場はありません/);
  });

  it('says it again, and slowly', async () => {
    const call = await open().call(CALLER);
    await call.hears('お話しください。');
    call.press('9');
    await call.hears('狛江市、ワクチン窓口です。');
    call.says('ゆっくり');
    await call.hears('では、ゆっくりお話しします。（ゆっくり）', '狛江市、ワクチン窓口です。（ゆっくり）');
    expect(call.media.closed).toBe(false);
  });

  it('falls silent at a sound, goes on when it was nothing, and stops for words', async () => {
    const call = await open().call(CALLER);
    await call.hears('自動音声です。');
    call.sounds('speech-started');
    await desk.clock.passes(40);
    const frames = call.media.heard.length;
    await desk.clock.passes(700);
    expect(call.media.heard).toHaveLength(frames);
    await call.hears('録音はしません。');
    call.sounds('speech-started');
    await desk.clock.passes(300);
    call.recogniser.recognises({ kind: 'hypothesis', text: '予約' });
    await desk.clock.passes(40);
    call.forget();
    await desk.clock.passes(1500);
    expect(call.heard()).toBe('');
  });

  it('keeps the caller’s number out of records, transcript and pseudonym', async () => {
    const call = await open().call(CALLER);
    await call.hears('お話しください。');
    call.says('私の電話番号は090-0000-0001です。会場はどこですか');
    await call.until('something is said to that', () => call.heard() !== '');
    call.media.end();
    await call.ends();
    const stored = await database.db.query(
      'select c.user_id, m.text, m.activity from conversation c join message m on m.conversation_id = c.id',
    );
    expect(JSON.stringify([stored, await call.record()])).not.toMatch(/0000-?0001/);
    expect((await call.record())?.caller_hash).toMatch(/^[0-9a-f]{16}$/);
  });

  it('chooses by key what the bot offers', async () => {
    const call = await open().call(CALLER);
    await call.hears('お話しください。');
    call.says('電話');
    await call.hears('次のどれでしょうか。', '1番、');
    call.press('1');
    await call.hears('もう一度お聞きになる方は、9。');
    expect(call.media.closed).toBe(false);
  });

  it('is led through the menu by keys where nothing can be recognised', async () => {
    const call = await open({ hearing: false }).call(CALLER);
    await call.hears('お声の聞き取りは、お休みしています。', '予約のことは、1。', '会場のことは、3。');
    call.press('3');
    await call.hears('駐車場は、3。');
    call.press('3');
    await call.hears('一般用の駐車場はありません');
    expect(call.media.closed).toBe(false);
  });

  it('warns of danger at once and puts it on record', async () => {
    const call = await open().call(CALLER);
    await call.hears('自動音声です。');
    call.says('母が倒れて息をしていません');
    await call.hears('すぐに119番へ電話してください。', 'この電話を切って、119番へおかけください。');
    call.media.end();
    await expect(call.ends()).resolves.toMatchObject({ end_reason: 'emergency' });
  });

  it('rings a person with the case on the console, and joins the talk', async () => {
    const call = await open().call(CALLER);
    await call.hears('お話しください。');
    call.says('予約を変更できますか');
    await call.hears('もう一度お聞きになる方は、9。');
    call.press('0');
    await call.until('the telephone rings', () => call.control.rung !== undefined);
    expect(call.control.rung?.to).toBe(PBX);
    expect(await handoff()).toMatchObject({ state: 'waiting' });
    call.control.rung?.onAnswered();
    await call.until('the case is led', async () => (await handoff())?.state === 'active');
    const frames = call.recogniser.frames;
    call.media.speak(Buffer.alloc(160, 0xff));
    expect(call.recogniser.frames).toBe(frames);
    call.control.transferEnds({ kind: 'talked' });
    await call.hears('職員とのお話は、ここまでです。');
    await call.until('the case is closed', async () => (await handoff())?.state === 'closed');
    call.media.end();
    await expect(call.ends()).resolves.toMatchObject({ end_reason: 'person', transfers: ['talked'] });
  });

  it('waits in the queue when nobody answers, and is forgotten there when the caller hangs up', async () => {
    const call = await open().call(CALLER);
    await call.hears('お話しください。');
    call.press('0');
    await call.until('the telephone rings', () => call.control.rung !== undefined);
    call.control.transferEnds({ kind: 'no-answer' });
    await call.hears('職員がほかの電話に出ております。', '順番は、1番目です。', 'このまま、お待ちください。');
    call.media.end();
    await expect(call.ends()).resolves.toMatchObject({ end_reason: 'caller-hung-up', end_phase: 'queue' });
    expect(await handoff()).toMatchObject({ state: 'abandoned', close_reason: 'caller-hung-up' });
  });

  it('rings the telephone of the operator who takes the case on the console', async () => {
    const call = await open().call(CALLER);
    await database.db.query(
      `insert into operator (id, city, login, display_name, roles, telephone) values ('suzuki', 'komae', 'suzuki', '鈴木', '{operator}', 'PJSIP/201')`,
    );
    await call.hears('お話しください。');
    call.press('0');
    await call.until('the telephone rings', () => call.control.rung !== undefined);
    call.control.transferEnds({ kind: 'busy' });
    await call.hears('このまま、お待ちください。');
    await desk.handoff.claim('suzuki', (await handoff())?.id ?? '');
    await call.until('her telephone rings', () => call.control.rung?.to === 'PJSIP/201');
    call.control.transferEnds({ kind: 'no-answer' });
    await call.until('the case waits again', async () => (await handoff())?.state === 'waiting');
    expect(call.media.closed).toBe(false);
  });

  it('reads to who waits what an operator writes on the console', async () => {
    const call = await open().call(CALLER);
    await database.db.query(
      `insert into operator (id, city, login, display_name, roles, telephone) values ('suzuki', 'komae', 'suzuki', '鈴木', '{operator}', 'PJSIP/201')`,
    );
    await call.hears('お話しください。');
    call.press('0');
    await call.until('the telephone rings', () => call.control.rung !== undefined);
    call.control.transferEnds({ kind: 'busy' });
    await call.hears('このまま、お待ちください。');
    const lease = await desk.handoff.claim('suzuki', (await handoff())?.id ?? '');
    await desk.handoff.say(lease, { key: 'one', text: '資料を持って、すぐに出ます。', senderName: '鈴木' });
    await call.hears('職員からのご連絡です。', 'すぐに出ます。');
    await call.until('her telephone rings', () => call.control.rung?.to === 'PJSIP/201');
    expect(call.media.closed).toBe(false);
  });

  it('keeps a callback on the worklist when the caller waits once more, and then hangs up', async () => {
    const call = await open().call(CALLER);
    await call.hears('お話しください。');
    call.press('0');
    await call.until('the telephone rings', () => call.control.rung !== undefined);
    call.control.transferEnds({ kind: 'busy' });
    await call.hears('このまま、お待ちください。');
    call.press('1');
    await call.hears('よろしければ、1。');
    call.press('1', '0');
    await call.hears('承りました。');
    await call.until('the telephone rings again', () => call.control.rung !== undefined);
    expect(await handoff()).toMatchObject({ state: 'waiting' });
    call.control.transferEnds({ kind: 'busy' });
    call.media.end();
    await expect(call.ends()).resolves.toMatchObject({ end_reason: 'callback' });
    expect(await handoff()).toMatchObject({ state: 'callback' });
  });

  it('leaves a callback to the caller’s own number while nobody is there', async () => {
    const call = await open({ now: SUNDAY }).call(CALLER);
    await call.hears('お話しください。');
    call.press('0');
    await call.hears('ただいまは、職員の受付時間外です。', '折り返しのお電話は、1。');
    call.press('1');
    await call.hears('終わりの番号が、ゼロゼロゼロイチの電話に、おかけします。');
    call.press('1');
    await call.hears('承りました。', 'お電話、ありがとうございました。');
    await expect(call.ends()).resolves.toMatchObject({ end_reason: 'callback' });
    expect(await handoff()).toMatchObject({ state: 'callback' });
    expect(call.control.acts).toContain('hang up');
    const [sealed] = await database.db.query<{ conversation_id: string; seq: number }>(
      'select conversation_id, seq from sealed_original',
    );
    await expect(desk.originals.reveal(sealed?.conversation_id ?? '', sealed?.seq ?? 0)).resolves.toContain(
      CALLER,
    );
  });

  it('reads back a number that was keyed', async () => {
    const call = await open({ now: SUNDAY }).call();
    await call.hears('お話しください。');
    call.press('0');
    await call.hears('折り返しのお電話は、1。');
    call.press('1');
    await call.hears('お電話番号を、市外局番から押してください。');
    call.press('0', '3', '0', '0', '0', '0', '0', '0', '0', '2');
    await call.hears('ゼロサン、ゼロゼロゼロゼロ、ゼロゼロゼロニですね。');
    expect(call.media.closed).toBe(false);
  });

  it('sends the map of a venue to a mobile telephone that asked for it', async () => {
    const sent: string[] = [];
    const call = await open({ sendSms: (to, text) => Promise.resolve(void sent.push(`${to} ${text}`)) }).call(
      CALLER,
    );
    await call.hears('お話しください。');
    call.says('岩戸児童センターへの行き方を教えてください');
    await call.hears('携帯電話に送れます');
    call.press('1');
    await call.hears('お送りしました。');
    expect(sent).toEqual([
      '09000000001 岩戸児童センター（位置は見本）\n狛江市岩戸南3-15-1\nhttps://maps.google.com/?q=35.63,139.57',
    ]);
  });

  it('calls a person when the desk has lost its voice', async () => {
    open();
    desk.prompts.broken = true;
    const call = await desk.call(CALLER);
    await call.until('the telephone rings', () => call.control.rung !== undefined);
    expect(call.media.closed).toBe(false);
  });

  it('records the end when the desk closes amid a call', async () => {
    const call = await open().call(CALLER);
    await call.hears('自動音声です。');
    await desk.close();
    expect(await call.record()).toMatchObject({ end_reason: 'caller-hung-up', end_phase: 'greeting' });
  });

  it('ends the calls of a desk that went down, and nobody waits for their callers any more', async () => {
    const { db, handoff, conversations } = open();
    const conversationId = 'voice-lost';
    await conversations.open({ conversationId, channel: 'voice', userId: 'caller' });
    const wish = { conversationId, channel: 'voice', cause: 'asked', candidates: [], lastText: '' } as const;
    await db.tx((q) => handoff.enqueue(q, wish));
    await db.query(
      `insert into voice_call (conversation_id, city, carrier_id, seen_at)
       values ($1, 'komae', 'channel', clock_timestamp() - interval '2 minutes')`,
      [conversationId],
    );
    await desk.call(CALLER);
    await waitUntil('nobody waits', async () => (await handoff.list()).length === 0);
    const [record] = await db.query('select end_reason from voice_call where conversation_id = $1', [
      conversationId,
    ]);
    expect(record).toEqual({ end_reason: 'lost' });
  });
});
