import { renderAnswer } from '../../src/knowledge/render-answer';
import { renderMessage } from '../../src/knowledge/render-message';
import { sentence, spokenText } from '../../src/knowledge/spoken-forms';
import { portionsOf } from '../../src/channels/voice/dialogue/portions';
import type { Caption, IncomingCall, SpokenText } from '../../src/channels/voice/ports';
import { OPENING, realDesk } from '../helpers/real-desk';
import { waitUntil } from '../helpers/wait-until';
import { CALLS as ALL_CALLS, ENTRIES, NOISES, WORDS, type Said, type ScriptedCall } from './calls';
import { Asterisk } from './harness/asterisk';
import { withTelephones } from './harness/installed';
import { makeCall, type MadeCall } from './harness/make-call';
import { cryingChild, music, severalVoices } from './harness/noises';
import { openCarrier, WAYS, type Way } from './harness/own-carrier';
import { sentencesMissing, type Sentence } from './harness/sentence-heard';
import { openTelephoneDesk, type TelephoneDesk } from './harness/telephone-desk';

/** CALLS=slowly,greeting makes only those with one of these in their name. */
const wanted = (process.env['CALLS'] ?? '').split(',');
const CALLS = ALL_CALLS.filter(({ name }) => wanted.some((part) => name.includes(part)));
/** Sentences of the desk: its prompts and menus come first. */
const MOST_NEEDED = 120;
/** Calls at a time: the machine also recognises, speaks and is the PBX. */
const AT_ONCE = 5;

/** The scripted calls to the whole desk; each test is what the caller heard, and how the call is on record. */
export function itLeadsCalls(way: Way): void {
  withTelephones()(`calls to the real desk with ${way}`, () => {
    let asterisk: Asterisk;
    let desk: TelephoneDesk;
    const sounds = new Map<string, Buffer>();
    /** What was said and understood, by the caller's number: shown when a test fails. */
    const written = new Map<string, string[]>();

    beforeAll(async () => {
      const { pack } = (await realDesk()).desk;
      const questions = ENTRIES.map((id) => pack.entries.find((entry) => entry.id === id)?.question ?? id);
      const words = [...ENTRIES, ...Object.values(WORDS)];
      const sentences = [...questions, ...Object.values(WORDS)];
      // Who pauses between two sentences has asked two questions.
      desk = await openTelephoneDesk(sentences.flatMap((one) => [one, ...one.split(/(?<=。)(?=.)/)]));
      await Promise.all(
        sentences.map(async (text, i) =>
          sounds.set(words[i] ?? '', await desk.prompts.get({ text, readings: [] }, 'normal')),
        ),
      );
      const said = (words: string): Buffer => sounds.get(words) ?? Buffer.alloc(0);
      const noises = [music(), cryingChild(), severalVoices(said('booking.how'), said('ticket.lost'))];
      NOISES.forEach((name, i) => sounds.set(name, noises[i] ?? Buffer.alloc(0)));
      // Made beforehand, as a desk does with everything when it starts.
      const sentencesOfDesk = [...promptsAndMenus(), ...CALLS.flatMap(sentencesOf)];
      // The two ways share what they make, each from its own end.
      if (way === 'audiosocket') sentencesOfDesk.reverse();
      await desk.prompts.warm(sentencesOfDesk);
      asterisk = await Asterisk.start();
    }, 480_000);
    afterAll(async () => {
      await asterisk.stop();
      await desk.close();
    });

    function promptsAndMenus(): Sentence[] {
      const known = desk.spoken.known(OPENING).slice(0, MOST_NEEDED);
      return known.map((spoken) => ({ spoken, pace: 'normal' }));
    }

    function sentencesOf({ steps }: ScriptedCall): Sentence[] {
      return steps.flatMap((step) => ('hears' in step ? sentencesIn(step.hears) : []));
    }

    function sentencesIn(said: Said): Sentence[] {
      const all = spokenIn(said).map((spoken) => ({ spoken, pace: said.pace ?? 'normal' }) as const);
      return said.begins ? all.slice(0, 1) : all;
    }

    function spokenIn(said: Said): readonly SpokenText[] {
      const { spoken, real } = desk;
      const { pack } = real.desk;
      if ('prompt' in said) return spoken.prompt(said.prompt, { city: pack.catalog.city });
      if ('danger' in said) return spoken.speaker(pack.policy.emergency.life.speak);
      const id = 'confirms' in said ? said.confirms : said.entry;
      const entry = pack.entries.find((one) => one.id === id);
      if (!entry) throw new Error(`there is no entry ${id}`);
      if ('confirms' in said) {
        const question = sentence(spokenText(entry.question));
        return spoken.speaker(renderMessage(pack, 'confirm', { question }).speak);
      }
      return portionsOf(spoken.speaker(renderAnswer(pack, entry, OPENING).speak))[0] ?? [];
    }

    let made: Map<string, MadeCall>;

    beforeAll(async () => {
      made = await makeAll();
    }, 480_000);

    it.each(CALLS.map((call) => [call.name, call] as const))('the caller %s', async (name, call) => {
      const { heard, failure } = made.get(name) ?? { heard: Buffer.alloc(0), failure: 'not made' };
      const missing = await sentencesMissing(heard, sentencesOf(call), desk.prompts);
      const lines = written.get(numberOf(call));
      const end = await desk.endOf(numberOf(call));
      expect({ failure, missing, end, lines }).toEqual({ missing: [], end: call.ends, lines });
    });

    it('leaves no call open', async () => {
      const open = await desk.database.db.query('select 1 from voice_call where end_reason is null');
      expect([open, desk.running()]).toEqual([[], 0]);
    });

    function write({ control }: IncomingCall): (line: Caption) => void {
      const lines: string[] = [];
      written.set(control.callerNumber ?? '', lines);
      return ({ by, text }) => lines.push(`${by}: ${text}`);
    }

    /** Every call has a number of its own. */
    function numberOf(call: ScriptedCall): string {
      return `00001122${WAYS.indexOf(way)}${String(ALL_CALLS.indexOf(call)).padStart(2, '0')}`;
    }

    /** Several at a time; those with a person one after the other, because there is one person. */
    async function makeAll(): Promise<Map<string, MadeCall>> {
      const own = await openCarrier(asterisk, way, (call) => desk.take({ ...call, captions: write(call) }));
      const made = new Map<string, MadeCall>();
      const sound = (words: string): Buffer => sounds.get(words) ?? Buffer.alloc(0);
      const { prompts } = desk;
      const make = async (queue: ScriptedCall[]): Promise<void> => {
        for (let call = queue.shift(); call; call = queue.shift())
          made.set(
            call.name,
            await makeCall(asterisk, call, { number: numberOf(call), sound, sentencesIn, prompts }),
          );
      };
      const alone = CALLS.filter((call) => !call.operator);
      await Promise.all([
        make(CALLS.filter((call) => call.operator !== undefined)),
        ...Array.from({ length: AT_ONCE - 1 }, () => make(alone)),
      ]);
      // A call that stays open is told by its missing end, above.
      await waitUntil('all calls are over', () => desk.running() === 0, 15_000).catch(() => undefined);
      await own.close();
      return made;
    }
  });
}
