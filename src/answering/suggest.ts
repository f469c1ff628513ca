import type { Candidate } from '../conversation/candidate';
import type { Channel } from '../conversation/channel';
import type { Clock } from '../conversation/clock';
import type { EmergencyKind } from '../conversation/decision';
import { EMPTY_MEMORY, type Memory } from '../conversation/memory';
import type { Author } from '../conversation/message';
import { normalize } from '../language/normalize';
import type { Entry } from '../knowledge/entry';
import { renderAnswer } from '../knowledge/render-answer';
import type { Desk } from './desk';
import { PrefixSearch } from './prefix-search';
import { understand } from './understand';
import { venueScript, type VenueScript } from './venue-script';
import { whyCandidate } from './why-candidate';

/** One entry that may answer, ready to be sent or read aloud. */
export interface Suggestion {
  /** An entry of the knowledge, or `emergency.life` and `emergency.self-harm` for the guidance in danger. */
  readonly entryId: string;
  readonly release: number;
  readonly question: string;
  readonly answer: string;
  readonly speak: string;
  /** Calibrated 0–1. */
  readonly confidence: number;
  /** The desk would have answered with it by itself. */
  readonly sure: boolean;
  /** In Japanese, for staff. */
  readonly why: string;
  readonly venue?: VenueScript;
}

/** A line of a conversation as it is needed here; `entryIds`: what a reply told. */
export interface SaidLine {
  readonly author: Author;
  readonly text: string;
  readonly entryIds: readonly string[];
}

const SHOWN = 5;
/** Below this a candidate is noise to an operator. */
const WORTH_SHOWING = 0.01;
/** So few characters are rather the beginning of a word than a question. */
const HALF_A_WORD = 4;
const DANGER: Readonly<Record<EmergencyKind, string>> = {
  life: '命の危険があるとき（119番）',
  'self-harm': '死にたい、消えたいというお気持ちのとき',
};

/** The desk's answers for operators: the same matcher, the same reading of follow-ups and the same words as the citizen would get. */
export class EntrySuggestions {
  private prefixes: PrefixSearch | undefined;

  constructor(
    private readonly desk: () => Desk,
    private readonly clock: Clock,
  ) {}

  /** For the citizen's last words, read together with the question before when they follow it up. Danger comes first. */
  forConversation(
    lines: readonly SaidLine[],
    channel: Channel,
  ): { query: string; suggestions: Suggestion[] } {
    const { query, memory } = lastQuestion(lines);
    return { query, suggestions: query === '' ? [] : this.suggest(query, memory, channel) };
  }

  /** For what an operator types: half a word, an entry's id, a category, or a caller's whole question. */
  search(typed: string): Suggestion[] {
    const text = normalize(typed);
    if (text === '') return [];
    const whole = this.suggest(text, EMPTY_MEMORY, 'voice');
    const begun = this.begunWords(typed);
    const short = [...text].length <= HALF_A_WORD || begun.some(({ named }) => named);
    const found = begun.map(({ entry, why }) => this.suggestion(entry, { confidence: 0, why, typed }));
    const known = new Map(whole.map((suggestion) => [suggestion.entryId, suggestion]));
    const first = short ? found.map((one) => known.get(one.entryId) ?? one) : whole;
    return distinct([
      ...whole.filter(({ entryId }) => isGuidance(entryId)),
      ...first,
      ...whole,
      ...found,
    ]).slice(0, SHOWN);
  }

  /** Undefined when there is no such entry. */
  entry(entryId: string): Suggestion | undefined {
    const danger = (Object.keys(DANGER) as EmergencyKind[]).find((kind) => dangerId(kind) === entryId);
    if (danger !== undefined) return this.guidance(danger);
    const entry = this.desk().pack.entries.find(({ id }) => id === entryId);
    return entry && this.suggestion(entry, { confidence: 1, why: '項目を選びました', typed: '' });
  }

  private suggest(text: string, memory: Memory, channel: Channel): Suggestion[] {
    const { matcher, pack } = this.desk();
    const thresholds = pack.policy.thresholds[channel];
    const decision = understand(matcher, { text: normalize(text), memory, thresholds });
    const suggestions = decision.candidates
      .filter(({ confidence }) => confidence >= WORTH_SHOWING)
      .slice(0, SHOWN)
      .flatMap((candidate) => this.ofCandidate(candidate, text));
    return decision.kind === 'emergency'
      ? [this.guidance(decision.emergency), ...suggestions].slice(0, SHOWN)
      : suggestions;
  }

  private ofCandidate(candidate: Candidate, typed: string): Suggestion[] {
    const entry = this.desk().pack.entries.find(({ id }) => id === candidate.entryId);
    const { confidence } = candidate;
    return entry ? [this.suggestion(entry, { confidence, why: whyCandidate(candidate), typed })] : [];
  }

  private suggestion(
    entry: Entry,
    { confidence, why, typed }: { confidence: number; why: string; typed: string },
  ): Suggestion {
    const { pack, release } = this.desk();
    const { text, speak } = renderAnswer(pack, entry, this.clock());
    const venue = venueScript(pack, entry, typed);
    return {
      entryId: entry.id,
      release,
      question: entry.question,
      answer: text,
      speak,
      confidence,
      sure: confidence >= pack.policy.thresholds.web.answer,
      why,
      ...(venue === undefined ? {} : { venue }),
    };
  }

  private guidance(kind: EmergencyKind): Suggestion {
    const { pack, release } = this.desk();
    const { text, speak } = pack.policy.emergency[kind];
    return {
      entryId: dangerId(kind),
      release,
      question: DANGER[kind],
      answer: text.trim(),
      speak: speak.replace(/\s*\n\s*/g, '').trim(),
      confidence: 1,
      sure: true,
      why: '命にかかわるかもしれない言葉があります。まず、これを伝えてください',
    };
  }

  /** Built once a release. */
  private begunWords(typed: string) {
    const desk = this.desk();
    if (this.prefixes?.release !== desk.release) this.prefixes = new PrefixSearch(desk.pack, desk.release);
    return this.prefixes.find(typed);
  }
}

/** The citizen's newest words, and what the desk remembers of the question before them. */
function lastQuestion(lines: readonly SaidLine[]): { query: string; memory: Memory } {
  const asked = lines.flatMap(({ author, text }, at) => (author === 'citizen' && text !== '' ? [at] : []));
  const last = asked.at(-1);
  const before = asked.at(-2);
  if (last === undefined) return { query: '', memory: EMPTY_MEMORY };
  const query = lines[last]?.text ?? '';
  if (before === undefined) return { query, memory: EMPTY_MEMORY };
  const entryIds = lines.slice(before, last).flatMap((line) => line.entryIds);
  return {
    query,
    memory: { failures: 0, previous: { text: normalize(lines[before]?.text ?? ''), entryIds } },
  };
}

function dangerId(kind: EmergencyKind): string {
  return `emergency.${kind}`;
}

/** Whether an id stands for the guidance in danger, which is no entry but is told like one. */
export function isGuidance(entryId: string): boolean {
  return (Object.keys(DANGER) as EmergencyKind[]).some((kind) => dangerId(kind) === entryId);
}

/** The first of each entry. */
function distinct(suggestions: readonly Suggestion[]): Suggestion[] {
  const seen = new Set<string>();
  return suggestions.filter(({ entryId }) => !seen.has(entryId) && seen.add(entryId));
}
