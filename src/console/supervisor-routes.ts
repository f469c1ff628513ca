import type { Route } from '../http/route';
import { supervisorActs } from './supervisor-acts';
import { openingRoutes } from './supervisor-opening';
import type { SupervisorParts } from './supervisor-parts';
import { roomRoutes } from './supervisor-room';
import { staffRoutes } from './supervisor-staff';

/** The supervisor's part of the console's HTTP interface. */
export function supervisorRoutes(parts: SupervisorParts): Route[] {
  return [...roomRoutes(parts), ...supervisorActs(parts), ...openingRoutes(parts), ...staffRoutes(parts)];
}
