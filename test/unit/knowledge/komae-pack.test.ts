import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cohortAnswer, findCohort } from '../../../src/knowledge/cohort-answer';
import { loadPack, type LoadedPack } from '../../../src/knowledge/load-pack';
import type { Pack } from '../../../src/knowledge/pack';
import { describeProblem } from '../../../src/knowledge/problem';
import { renderAnswer } from '../../../src/knowledge/render-answer';
import { schemaFiles } from '../../../src/knowledge/schema-files';

/** The topics of the outline: the first half of the id, then the second halves. */
const OUTLINE: Readonly<Record<string, string>> = {
  eligibility: 'who schedule underlying-priority underlying-list voluntary foreign-residents minors care-workers',
  ticket: 'what when-sent not-arrived lost moved-in moved-out wrong-details second-dose',
  booking: 'how line line-trouble phone busy start required full cancel-waiting change cancel confirm proxy together both-doses duplicate counter choose-vaccine family-doctor',
  venue: 'list kamiizumi iwado dates parking bicycle bus-taxi wheelchair arrival late companion with-children weather lost-property clinics mass-site workplace outside-city',
  day: 'bring id-document forgot-ticket questionnaire questionnaire-lost clothing flow observation fever medicine meal',
  dose: 'count interval interval-exceeded mix second-elsewhere third',
  vaccine: 'type effect onset variants after-infection-risk mask-after mrna',
  safety: 'side-effects fever-after painkiller see-doctor arm allergy anaphylaxis myocarditis infertility relief',
  after: 'bath alcohol exercise work driving',
  health: 'pregnant breastfeeding infected-before close-contact blood-thinner chronic other-vaccines dementia homebound facility hospitalized',
  certificate: 'record overseas lost',
  cost: 'free scam',
  contact: 'call-centre city-office medical hearing-impaired languages uptake',
};
const OUTLINE_IDS = Object.entries(OUTLINE).flatMap(([first, rest]) => rest.split(' ').map((second) => `${first}.${second}`));

const NOW = Date.parse('2021-06-04T10:00+09:00');
const TIMES = ['2021-05-01T00:00', '2021-06-04T10:00', '2021-06-05T12:00', '2021-06-08T09:00', '2021-08-03T00:00', '2022-01-01T00:00'];
const SPEAKABLE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〇0-9、。]+$/u;
const KNOWLEDGE = join(__dirname, '../../../knowledge');

let loaded: LoadedPack;
let pack: Pack;

beforeAll(async () => {
  loaded = await loadPack(join(KNOWLEDGE, 'komae'), NOW);
  if (loaded.pack) pack = loaded.pack;
});

describe('the pack of Komae', () => {
  it('has no errors, and no warnings about its entries', () => {
    const problems = loaded.problems.filter(({ code }) => code !== 'file.unread');
    expect(problems.map(describeProblem)).toEqual([]);
  });

  it('has exactly the 114 topics of the outline', () => {
    expect(OUTLINE_IDS).toHaveLength(114);
    expect(pack.entries.map(({ id }) => id).sort()).toEqual([...OUTLINE_IDS].sort());
  });

  it('has at least 25 phrasings and 10 situations for each', () => {
    const poor = pack.entries.filter(({ phrasings, situations }) => phrasings.length < 25 || situations.length < 10);
    expect(poor.map(({ id }) => id)).toEqual([]);
  });

  it("keeps an entry's own noun out of its situations", () => {
    const told = pack.entries.flatMap(({ id, keywords: [noun = '-'], situations }) =>
      situations.filter((text) => text.includes(noun)).map((text) => `${id}: ${text}`),
    );
    expect(told).toEqual([]);
  });

  it.each(TIMES)('renders every answer in both forms at %s', (time) => {
    const now = Date.parse(`${time}+09:00`);
    for (const entry of pack.entries) {
      const { text, speak } = renderAnswer(pack, entry, now);
      expect(text).not.toMatch(/\{\{|\}\}|undefined|NaN/);
      expect(`${entry.id} ${SPEAKABLE.test(speak) ? 'speakable' : speak}`).toBe(`${entry.id} speakable`);
    }
  });

  it.each(TIMES)('answers every cohort in both forms at %s', (time) => {
    const now = Date.parse(`${time}+09:00`);
    for (const cohort of pack.cohorts) {
      const { text, speak } = cohortAnswer(pack, cohort, now);
      expect(text).toMatch(/。$/);
      expect(speak).toMatch(SPEAKABLE);
    }
  });

  it('divides the citizens by their birthdays as the city published', () => {
    const idsFor = (...[year, month, day]: [number, number?, number?]) =>
      findCohort(pack.cohorts, { year, ...(month ? { month } : {}), ...(day ? { day } : {}) }).map(({ id }) => id);
    expect(idsFor(1947, 4, 1)).toEqual(['over75']);
    expect(idsFor(1947, 4, 2)).toEqual(['age70to74']);
    expect(idsFor(1952, 4, 1)).toEqual(['age70to74']);
    expect(idsFor(1952, 4, 2)).toEqual(['age65to69']);
    expect(idsFor(1957, 4, 1)).toEqual(['age65to69']);
    expect(idsFor(1957, 4, 2)).toEqual(['under65']);
    expect(idsFor(1957)).toEqual(['age65to69', 'under65']);
  });

  it('tells the dates that the city published', () => {
    const answers = pack.cohorts.map((cohort) => cohortAnswer(pack, cohort, NOW).text.split('\n')[0]);
    expect(answers).toEqual([
      '75歳以上の方は、先に受け付けを始めています。',
      '70歳から74歳の方の予約は、5月25日（火）午前9時から受け付けています。',
      '65歳から69歳の方の予約は、6月8日（火）午前9時から受け付けます。',
      '64歳以下の方は、日程がまだ決まっていません。決まりしだい、市からお知らせします。',
    ]);
  });

  it('never gives a number without saying that it is a sample', () => {
    for (const entry of pack.entries) {
      const { text, speak } = renderAnswer(pack, entry, NOW);
      expect(text.replace(/0000-00-000\d（見本）/g, '')).not.toMatch(/\d{2,4}-\d{2,4}-\d{4}/);
      expect(speak.replace(/見本ですが、(?:[ゼロイチニサンヨゴクナハキュウ]+、?){3}/g, '')).not.toContain('ゼロゼロ');
    }
  });

  it('lets a citizen ask for a person, and chat, in many ways', () => {
    expect(pack.policy.person.length).toBeGreaterThanOrEqual(80);
    expect(pack.policy.smalltalk.filter(({ phrasings }) => phrasings.length < 20)).toEqual([]);
    expect(pack.policy.emergency.life.text).toContain('119');
    expect(pack.policy.emergency.life.text).toContain('#7119');
  });
});

describe('the schemas for editors', () => {
  it.each(schemaFiles())('$name is up to date (npm run knowledge:schema)', ({ name, content }) => {
    expect(readFileSync(join(KNOWLEDGE, 'schema', name), 'utf8')).toBe(content);
  });
});
