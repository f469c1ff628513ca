import type { Role } from '../conversation/operator';
import type { OpeningHours } from '../handoff/opening-hours';
import type { ConsoleParts } from './console-parts';

/** Whoever leads the room. Roles do not include each other: an administrator who leads it has both. */
export const ROOM_ROLES: readonly Role[] = ['supervisor'];
/** Whoever decides what operators do. */
export const STAFF_ROLES: readonly Role[] = ['supervisor', 'administrator'];
export const ADMINISTRATORS: readonly Role[] = ['administrator'];

export interface SupervisorParts extends ConsoleParts {
  /** The hours in force, and how to read them again after a change. */
  readonly opening: { readonly hours: () => OpeningHours; refresh(): Promise<void> };
}

/** As the audit log names a member of staff. */
export function actorOf({ operator }: { readonly operator: { readonly id: string } }): string {
  return `operator:${operator.id}`;
}
