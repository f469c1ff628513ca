import type { Channel } from '../conversation/channel';
import type { Operator, Role } from '../conversation/operator';

/** Columns of an operator in a query that calls the table `o`. */
export const OPERATOR_COLUMNS = `o.id as operator_id, o.login, o.display_name, o.roles, o.skills, o.languages, o.channels, o.capacity,
  o.site, o.disabled_at is not null as disabled`;

export interface OperatorRow {
  readonly operator_id: string;
  readonly login: string;
  readonly display_name: string;
  readonly roles: Role[];
  readonly skills: string[];
  readonly languages: string[];
  readonly channels: Channel[];
  readonly capacity: number;
  readonly site: string;
  readonly disabled: boolean;
}

export function operatorOf(row: OperatorRow): Operator {
  const { operator_id: id, display_name: displayName, login, roles, skills, languages, channels } = row;
  const { capacity, site, disabled } = row;
  return { id, login, displayName, roles, skills, languages, channels, capacity, site, disabled };
}
