import { z } from 'zod';
import type { Route } from '../http/route';
import type { ConsoleParts } from './console-parts';
import { consoleRoute, DONE } from './console-route';
import { refuseConsole } from './refusals';
import { ShiftBrief } from './shift-brief';

const tickSchema = z.object({ id: z.string().min(1).max(200) });

/** The shift brief of whoever asks. */
export function briefRoutes(parts: ConsoleParts): Route[] {
  const brief = new ShiftBrief(parts);
  return [
    consoleRoute(parts.accounts, {
      method: 'GET',
      path: 'brief',
      handle: async ({ staff }) => ({ status: 200, json: await brief.of(staff.operator.id) }),
    }),
    consoleRoute(parts.accounts, {
      method: 'POST',
      path: 'brief/tick',
      input: tickSchema,
      handle: async ({ staff, input }) =>
        (await brief.tick(staff.operator.id, input.id)) ? DONE : refuseConsole('change.unknown'),
    }),
  ];
}
