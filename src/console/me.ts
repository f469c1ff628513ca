import type { Staff } from '../accounts/staff';
import { CLOSE_CODES, CLOSE_REASONS } from '../handoff/close-codes';
import { hoursText } from '../handoff/hours-text';
import { cannedReplies } from '../knowledge/canned-replies';
import type { Pack } from '../knowledge/pack';
import type { ConsoleParts } from './console-parts';
import type { Labelled, Me } from './wire';

const GENERAL: Labelled = { id: 'general', label: '一般' };

/** Everything that a page needs to know once: who it works for, and what can be chosen. */
export async function me(parts: ConsoleParts, staff: Staff): Promise<Me> {
  const { accounts, desk, handoff, acceptWithinMs } = parts;
  const { pack, release } = desk();
  const { operator } = staff;
  const [presences, people] = await Promise.all([handoff.presences(), accounts.people.list()]);
  const { city, demonstration } = pack.catalog;
  return {
    operatorId: operator.id,
    displayName: operator.displayName,
    roles: operator.roles,
    skills: operator.skills,
    capacity: operator.capacity,
    presence: presences.find(({ operatorId }) => operatorId === operator.id)?.state ?? 'offline',
    csrfToken: staff.csrfToken,
    sessionEndsAt: new Date(staff.expiresAt).toISOString(),
    cityName: city,
    demonstration: demonstration !== undefined,
    release,
    wrapUpCodes: CLOSE_CODES,
    closeReasons: CLOSE_REASONS,
    cannedReplies: cannedReplies(pack, {
      operator: operator.displayName,
      city,
      hours: hoursText(pack.hours),
    }),
    skillsKnown: skillsKnown(
      pack,
      people.flatMap(({ skills }) => skills),
    ),
    acceptWithinMs,
  };
}

/** Skills are what operators have: nobody can be handed a conversation that nobody may take. */
function skillsKnown({ policy }: Pack, skills: readonly string[]): Labelled[] {
  const labels = new Map(policy.handoffTopics.map(({ id, label }) => [id, label]));
  const others = [...new Set(skills)].filter((id) => id !== GENERAL.id).sort();
  return [GENERAL, ...others.map((id) => ({ id, label: labels.get(id) ?? id }))];
}
