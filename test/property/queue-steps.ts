import fc from 'fast-check';
import type { AppError } from '../../src/errors';
import type { Lease } from '../../src/handoff/lease';
import { adoptOffers } from './adopt-offers';
import { HOUR, type ModelHandoff, type ModelOperator } from './queue-model';
import {
  agree,
  at,
  CHIEF,
  CONVERSATIONS,
  Disagreement,
  leaseOf,
  outcome,
  pick,
  SITES,
  SKILLS,
  type World,
} from './queue-world';

const DONE = { code: 'answered-otherwise', reason: 'resolved' };

type Kind = keyof typeof STEPS;

/** One thing that happens; numbers choose among what is there. */
export interface Step {
  readonly kind: Kind;
  readonly who: number;
  readonly which: number;
}

export const anyStep: fc.Arbitrary<Step> = fc.record({
  // The rare ones are drawn often enough that forty histories meet each of them many times.
  kind: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom<Kind>('arrive', 'claimNext') },
    { weight: 6, arbitrary: fc.constantFrom<Kind>('enqueue', 'raise', 'route', 'accept', 'pass', 'reap', 'close', 'beat', 'wish') },
    { weight: 3, arbitrary: fc.constantFrom<Kind>('endTalk', 'decline', 'transfer', 'transferSkill', 'claim', 'available', 'requeue') },
    { weight: 3, arbitrary: fc.constantFrom<Kind>('cancel', 'takeOver', 'say', 'hold', 'together', 'abandon', 'away', 'offline', 'drain', 'undrain', 'seen', 'longPass') },
  ), // prettier-ignore
  who: fc.nat(27),
  which: fc.nat(27),
});

/** Runs one step against the desk and the model; throws where they disagree. */
export async function runStep(world: World, { kind, who, which }: Step): Promise<void> {
  await STEPS[kind](world, who, which);
}

/** A command of the operator who has the handoff; `apply` tells the model what it did. Said twice it is the same. */
async function command(
  { desk, model, act }: World,
  h: ModelHandoff | undefined,
  run: (lease: Lease) => Promise<unknown>,
  apply: (h: ModelHandoff, operator: ModelOperator) => void,
): Promise<void> {
  if (h === undefined) return;
  const lease = await leaseOf(desk, h);
  const operator = model.operators.find(({ id }) => id === h.operator);
  agree('command', outcome(await act(() => run(lease))), 'ok');
  if (operator !== undefined) apply(h, operator);
  const stolen = { ...lease, assignment: lease.assignment - 1 };
  const late = await run(stolen).then(() => 'ok', (error: AppError) => error.code); // prettier-ignore
  agree('a stale lease', late, 'handoff.stale');
}

async function enqueue(
  { desk, model, act }: World,
  who: number,
  wish?: 'callback' | 'message',
): Promise<void> {
  const conversation = at(CONVERSATIONS, who);
  const skill = at(SKILLS, Math.floor(who / 3)); // neighbours wait in one line
  const ended = await act(() =>
    desk.enqueue(conversation, { skill, ...(wish === undefined ? {} : { wish }) }),
  );
  const expected = model.enqueue(conversation, skill, wish) === 'ok' ? 'ok' : 'handoff.stale';
  agree('enqueue', outcome(ended), expected);
}

async function setPresence(
  { desk, model, act }: World,
  who: number,
  state: ModelOperator['state'],
): Promise<void> {
  const operator = at(model.operators, who);
  agree('presence', outcome(await act(() => desk.service.setPresence(operator.id, state))), 'ok');
  Object.assign(operator, { state, seen: model.time, missed: 0 });
  if (state !== 'available') model.giveBackOffers(operator.id);
}

async function pass({ desk, model }: World, hours: number): Promise<void> {
  await desk.age(hours * HOUR);
  model.time += hours;
}

const STEPS = {
  /** A crowd: the line gets long. */
  arrive: async (world: World, who: number) => {
    for (const n of [0, 1, 2]) await enqueue(world, who + n);
  },
  enqueue: (world: World, who: number) => enqueue(world, who),
  wish: (world: World, who: number, which: number) =>
    enqueue(world, who, at(['callback', 'message'] as const, which)),
  cancel: async ({ desk, model, act }: World, who: number) => {
    const h = pick(model, ['waiting', 'offered', 'active', 'callback', 'message'], who);
    if (h === undefined) return;
    await act(() => desk.db.tx((q) => desk.service.cancel(q, h.conversation)));
    model.leave(h);
  },
  abandon: async ({ desk, model, act }: World, who: number) => {
    const h = pick(model, ['waiting', 'offered', 'active', 'callback', 'message'], who);
    if (h === undefined) return;
    await act(() => desk.service.abandon(h.conversation, 'gone'));
    model.leave(h);
  },
  raise: async ({ desk, model, act }: World, who: number) => {
    const h = pick(model, ['waiting'], who) ?? pick(model, ['offered', 'active', 'callback', 'message'], who);
    if (h === undefined) return;
    await act(() => desk.db.tx((q) => desk.service.raise(q, h.conversation, 'emergency')));
    model.raise(h, 100);
  },
  claimNext: async ({ desk, model, act }: World, who: number) => {
    const operator = at(model.operators, who);
    const ended = await act(() => desk.service.claimNext(operator.id));
    const offered = model.offeredTo(operator.id);
    const next = offered ?? model.head(operator);
    if (!model.isAdmitted(operator)) return agree('claimNext', outcome(ended), 'operator.unavailable');
    if (offered === undefined && model.isFull(operator))
      return agree('claimNext', outcome(ended), 'handoff.full');
    agree('claimNext', 'ok' in ended ? ended.ok?.conversationId : ended.refused, next?.conversation);
    if (next !== undefined) model.lead(next, operator);
  },
  claim: async ({ desk, model, act }: World, who: number, which: number) => {
    const operator = at(model.operators, who);
    const h = pick(model, ['waiting', 'offered', 'active', 'wrap-up', 'callback', 'message'], which);
    if (h === undefined) return;
    const { handoffId } = await desk.row(h.conversation);
    const ended = outcome(await act(() => desk.service.claim(operator.id, handoffId)));
    const mine = h.state === 'offered' && h.operator === operator.id;
    if (!model.isAdmitted(operator)) return agree('claim', ended, 'operator.unavailable');
    if (!mine && h.operator !== undefined) return agree('claim', ended, 'handoff.stale');
    if (!mine && model.isFull(operator)) return agree('claim', ended, 'handoff.full');
    agree('claim', ended, 'ok');
    model.lead(h, operator);
  },
  /** Several operators at the same moment, each with a connection of their own. */
  together: async ({ desk, model }: World) => {
    const claims = await Promise.allSettled(model.operators.map(({ id }) => desk.service.claimNext(id)));
    for (const [n, claim] of claims.entries()) {
      const operator = at(model.operators, n);
      if (claim.status === 'rejected' || claim.value === undefined) continue;
      const { conversationId } = claim.value;
      const h = model.open(conversationId);
      const free = h?.state === 'waiting' || (h?.state === 'offered' && h.operator === operator.id);
      if (h === undefined || !free) throw new Disagreement(`${conversationId} was claimed twice`);
      model.lead(h, operator);
    }
  },
  takeOver: async ({ desk, model, act }: World, who: number) => {
    const h = pick(model, ['waiting', 'offered', 'active', 'wrap-up', 'callback', 'message'], who);
    const chief = model.operators.find(({ id }) => id === CHIEF);
    if (h === undefined || chief === undefined) return;
    const { handoffId } = await desk.row(h.conversation);
    const ended = outcome(await act(() => desk.service.takeOver(CHIEF, handoffId)));
    if (h.state === 'wrap-up') return agree('takeOver', ended, 'handoff.stale');
    agree('takeOver', ended, 'ok');
    if (h.state === 'active' && h.operator === CHIEF) return;
    if (h.state === 'offered' && h.operator === CHIEF) h.state = 'waiting'; // taken over, not accepted: a new assignment
    model.lead(h, chief);
  },
  route: async (world: World) => {
    agree('route', outcome(await world.act(() => world.desk.service.route())), 'ok');
    await adoptOffers(world);
  },
  accept: (world: World, who: number) =>
    command(
      world,
      pick(world.model, ['offered'], who),
      (lease) => world.desk.service.accept(lease),
      (h, operator) => world.model.lead(h, operator),
    ),
  decline: (world: World, who: number) =>
    command(
      world,
      pick(world.model, ['offered'], who),
      (lease) => world.desk.service.decline(lease),
      (h, operator) => {
        h.refused.set(operator.id, world.model.time);
        world.model.free(h, 'waiting');
        world.model.acted(operator);
      },
    ),
  say: (world: World, who: number, which: number) =>
    command(
      world,
      pick(world.model, ['active'], who),
      (lease) =>
        world.desk.service.say(lease, {
          key: `${lease.assignment}:${which}`,
          text: 'はい',
          senderName: '佐藤',
        }),
      () => undefined,
    ).catch((error: unknown) => {
      // the same key again is the same message, also with a lease that is over: that is no disagreement
      if (!(error instanceof Disagreement) || !error.message.startsWith('a stale lease')) throw error;
    }),
  hold: (world: World, who: number, which: number) =>
    command(
      world,
      pick(world.model, ['active'], who),
      (lease) => world.desk.service.hold(lease, which % 2 === 0),
      () => undefined,
    ),
  endTalk: (world: World, who: number) =>
    command(
      world,
      pick(world.model, ['active'], who),
      (lease) => world.desk.service.endTalk(lease),
      (h) => Object.assign(h, { state: 'wrap-up', since: world.model.time }),
    ),
  close: (world: World, who: number) =>
    command(
      world,
      pick(world.model, ['active', 'wrap-up'], who),
      (lease) => world.desk.service.close(lease, DONE),
      (h, operator) => {
        world.model.free(h, 'closed');
        world.model.acted(operator);
      },
    ),
  requeue: (world: World, who: number) =>
    command(
      world,
      pick(world.model, ['active'], who),
      (lease) => world.desk.service.requeue(lease),
      (h) => {
        world.model.free(h, 'waiting');
        world.model.raise(h, 50);
      },
    ),
  transferSkill: (world: World, who: number, which: number) =>
    command(
      world,
      pick(world.model, ['active'], who),
      (lease) => world.desk.service.transfer(lease, { skill: at(SKILLS, which) }, ''),
      (h) => {
        world.model.free(h, 'waiting');
        world.model.raise(h, 50);
        h.skill = at(SKILLS, which);
      },
    ),
  transfer: async (world: World, who: number, which: number) => {
    const { desk, model, act } = world;
    const h = pick(model, ['active'], who);
    const to = at(model.operators, which);
    if (h === undefined) return;
    const lease = await leaseOf(desk, h);
    const ended = outcome(await act(() => desk.service.transfer(lease, { operatorId: to.id }, 'よろしく')));
    if (to.id === h.operator) return agree('transfer', ended, 'input.invalid');
    if (!model.isReachable(to) || !model.isAdmitted(to))
      return agree('transfer', ended, 'operator.unavailable');
    if (model.isFull(to)) return agree('transfer', ended, 'handoff.full');
    agree('transfer', ended, 'ok');
    model.raise(h, 50);
    model.offer(h, to.id);
  },
  available: (world: World, who: number) => setPresence(world, who, 'available'),
  away: (world: World, who: number) => setPresence(world, who, 'away'),
  offline: (world: World, who: number) => setPresence(world, who, 'offline'),
  beat: async ({ desk, model }: World, who: number) => {
    const operator = at(model.operators, who);
    await desk.service.beat(operator.id);
    model.beat(operator);
  },
  seen: async ({ desk, model }: World) => {
    await desk.service.seen(CONVERSATIONS);
    for (const h of model.handoffs) h.citizenSeen = model.time;
  },
  drain: async ({ desk, model, act }: World, who: number) => {
    const site = at(SITES, who);
    await act(() => desk.service.drain(site, CHIEF));
    model.drained.add(site);
    for (const operator of model.operators) if (operator.site === site) model.giveBackOffers(operator.id);
  },
  undrain: async ({ desk, model }: World, who: number) => {
    await desk.service.undrain(at(SITES, who));
    model.drained.delete(at(SITES, who));
  },
  pass: (world: World, who: number) => pass(world, at([1, 2, 3], who)),
  longPass: (world: World, who: number) => pass(world, at([6, 12, 18], who)),
  reap: async ({ desk, model, act }: World) => {
    agree('reap', outcome(await act(() => desk.service.reap())), 'ok');
    model.reap();
  },
};
