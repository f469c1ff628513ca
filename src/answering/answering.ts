import type { Channel } from '../conversation/channel';
import type { Clock } from '../conversation/clock';
import type { Decision } from '../conversation/decision';
import type { Memory } from '../conversation/memory';
import type { Choice, Reply } from '../conversation/reply';
import type { MessageKey } from '../knowledge/messages';
import { renderAnswer } from '../knowledge/render-answer';
import { renderMessage } from '../knowledge/render-message';
import type { Wording } from '../knowledge/texts';
import { normalize } from '../language/normalize';
import { answerTurn, type Answer } from './answer-turn';
import type { Desk } from './desk';
import { answerEntry, composeReply, entryOf, personChoice } from './compose-reply';
import { cohortReply } from './cohort-reply';
import { joinWordings } from './join-wordings';
import { nextWording, queueWording, wayOutWording, waysOut, type PlaceTold } from './queue-wording';
import { dangerOf } from './understand';

type HandoffDecision = Extract<Decision, { kind: 'handoff' }>;
type Values = Readonly<Record<string, string | number | Wording>>;

/** The desk as dialogs see it: questions in, replies out. `desk` is asked anew each time, so a new release takes effect at once. */
export class Answering {
  constructor(
    private readonly desk: () => Desk,
    private readonly clock: Clock,
  ) {}

  answer(text: string, channel: Channel, memory: Memory): Answer {
    return answerTurn(this.desk(), { text, channel, memory, now: this.clock() });
  }

  /** The answer to an entry that the citizen picked from a list. */
  chosen(entryId: string, text: string): { readonly reply: Reply; readonly asks?: 'cohort' } {
    return answerEntry(this.desk(), entryId, { text, now: this.clock() });
  }

  /** The second time that none of the choices was meant: a person takes over. `lastText`: what was asked before the choices. */
  noneOfThese(lastText: string | undefined): { decision: HandoffDecision; reply: Reply; lastText?: string } {
    const decision: HandoffDecision = {
      kind: 'handoff',
      cause: 'two-failures',
      candidates: [],
      reason: 'none of the choices was meant, the second failure in a row',
    };
    const { reply } = composeReply(this.desk(), decision, { text: '', now: this.clock() });
    return { decision, reply, ...(lastText === undefined ? {} : { lastText }) };
  }

  /** The schedule of the cohort that the words name; undefined when they name no birth. */
  cohort(text: string, entryId: string): Reply | undefined {
    const { wording, choices, asks } = cohortReply(this.desk().pack, text, { now: this.clock(), entryId });
    return asks ? undefined : this.reply(wording, { choices, entryIds: [entryId] });
  }

  /** The whole schedule, for a citizen whose year of birth could not be understood. */
  schedule(entryId: string): Reply {
    const desk = this.desk();
    const whole = joinWordings(
      renderMessage(desk.pack, 'cohortGiveUp'),
      renderAnswer(desk.pack, entryOf(desk, entryId), this.clock()),
    );
    return this.reply(whole, { choices: [this.person()], entryIds: [entryId] });
  }

  /** One of the desk's own texts as a reply. */
  message(key: MessageKey, options: { values?: Values; choices?: readonly Choice[] } = {}): Reply {
    return this.reply(renderMessage(this.desk().pack, key, options.values), options);
  }

  /** The same, where it leads to the city's own page. */
  messageWithPage(key: MessageKey, values: Values = {}): Reply {
    return { ...this.message(key, { values }), offersPage: true };
  }

  /** Citizens on LINE talk with operators on the city's page, not on LINE. */
  peopleOnPage(): boolean {
    return this.desk().pack.policy.line.people === 'page';
  }

  /** What a citizen hears when the desk itself has failed. */
  apology(): Reply {
    return this.message('apology', { choices: [this.person()] });
  }

  /** What a citizen in the queue is told. */
  queue(place: PlaceTold, opening: 'joined' | 'waiting'): Reply {
    const { pack } = this.desk();
    return this.reply(queueWording(pack, place, opening), { choices: this.waysOut(place) });
  }

  /** What a citizen in the queue may do besides waiting, as buttons in the order of `waysOut`. */
  waysOut(place: PlaceTold): Choice[] {
    const { pack } = this.desk();
    return waysOut(place).map((way) => {
      const { text } = wayOutWording(pack, way);
      return { label: text, say: text };
    });
  }

  /** The queue joined from LINE: the talk with the operator is on the city's page. */
  queueOnPage(place: PlaceTold): Reply {
    if (place.open) return this.messageWithPage('lineHandoff');
    return this.messageWithPage('lineHandoffClosed', { next: nextWording(place) });
  }

  /** One of the queue's texts that says when people answer again. */
  untilOpening(key: MessageKey, place: PlaceTold, choices: readonly Choice[] = []): Reply {
    return this.message(key, { values: { next: nextWording(place) }, choices });
  }

  /** The guidance for someone in danger, when the words say so; for conversations that the bot does not lead. */
  emergency(text: string): Reply | undefined {
    const desk = this.desk();
    const emergency = dangerOf(desk.matcher, normalize(text));
    if (emergency === undefined) return undefined;
    const reason = `danger words (${emergency}) while the bot does not lead`;
    const decision: Decision = { kind: 'emergency', emergency, candidates: [], reason };
    return composeReply(desk, decision, { text, now: this.clock() }).reply;
  }

  welcome(): Reply {
    const { pack } = this.desk();
    const { city, demonstration } = pack.catalog;
    const welcome = renderMessage(pack, 'welcome', { city });
    const wording = demonstration
      ? joinWordings(welcome, renderMessage(pack, 'demonstration', { city }))
      : welcome;
    return this.reply(wording, {});
  }

  person(): Choice {
    return personChoice(this.desk());
  }

  /** A button that says its own label. */
  choice(key: MessageKey): Choice {
    const { text } = renderMessage(this.desk().pack, key);
    return { label: text, say: text };
  }

  private reply(
    wording: Wording,
    extra: { choices?: readonly Choice[]; entryIds?: readonly string[] },
  ): Reply {
    const { choices = [], entryIds = [] } = extra;
    const record = {
      decision: 'dialog' as const,
      entryIds,
      release: this.desk().release,
      confidence: null,
      reason: 'dialog',
    };
    return { ...wording, choices, record };
  }
}
