import { z } from 'zod';
import { userId, whole } from './field-rules';
import { checked, Refusal } from './refusal';
import type { Answer, Call, Route } from './route';
import type { Group, LineWorld } from './world';

const loadingBody = z.strictObject({
  chatId: userId,
  loadingSeconds: whole.min(5).max(60).multipleOf(5, 'Must be a multiple of 5').optional(),
});

/** The account itself, its friends and groups, what they sent, and what the month still allows. */
export const accountRoutes: readonly Route[] = [
  get(/^\/v2\/bot\/info$/, (_call, { account, chatMode }) => ({
    body: { ...account, chatMode, markAsReadMode: chatMode === 'chat' ? 'manual' : 'auto' },
  })),
  get(/^\/v2\/bot\/message\/quota$/, (_call, { quotaLimit }) => ({
    body: quotaLimit === undefined ? { type: 'none' } : { type: 'limited', value: quotaLimit },
  })),
  get(/^\/v2\/bot\/message\/quota\/consumption$/, (_call, { quotaUsed }) => ({
    body: { totalUsage: quotaUsed },
  })),
  get(/^\/v2\/bot\/profile\/([^/]+)$/, ({ parts: [id = ''] }, world) => profileOf(world, id)),
  get(/^\/v2\/bot\/(?:group|room)\/([^/]+)\/member\/([^/]+)$/, ({ parts: [group = '', id = ''] }, world) => {
    if (!groupOf(world, group).members.has(id)) throw new Refusal(404, 'Not found');
    const { displayName } = world.people.get(id) ?? { displayName: '' };
    return { body: { userId: id, displayName } };
  }),
  get(/^\/v2\/bot\/group\/([^/]+)\/summary$/, ({ parts: [id = ''] }, world) => ({
    body: { groupId: id, groupName: groupOf(world, id).name },
  })),
  {
    host: 'api',
    method: 'POST',
    path: /^\/v2\/bot\/(?:group|room)\/([^/]+)\/leave$/,
    answer: ({ parts: [id = ''] }, world) => (groupOf(world, id), world.groups.delete(id), {}),
  },
  { host: 'api', method: 'POST', path: /^\/v2\/bot\/chat\/loading\/start$/, answer: startLoading },
  {
    host: 'data',
    method: 'GET',
    path: /^\/v2\/bot\/message\/(\d+)\/content$/,
    answer: ({ parts: [id = ''] }, world) => {
      const bytes = world.contents.get(id);
      if (!bytes) throw new Refusal(404, 'Not found');
      return { bytes };
    },
  },
];

function get(path: RegExp, answer: Route['answer']): Route {
  return { host: 'api', method: 'GET', path, answer };
}

function profileOf(world: LineWorld, id: string): Answer {
  const person = world.people.get(id);
  if (!person?.friend || person.hidden) throw new Refusal(404, 'Not found');
  return { body: { userId: id, displayName: person.displayName, language: 'ja' } };
}

function groupOf(world: LineWorld, id: string): Group {
  const group = world.groups.get(id);
  if (!group) throw new Refusal(404, 'Not found');
  return group;
}

function startLoading({ body }: Call, world: LineWorld): Answer {
  const { chatId, loadingSeconds = 20 } = checked(loadingBody, body);
  if (!world.people.has(chatId)) throw new Refusal(400, 'Invalid user');
  world.talk(chatId).loadingUntil = world.now() + loadingSeconds * 1000;
  return { status: 202, body: {} };
}
