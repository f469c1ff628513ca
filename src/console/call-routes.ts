import { z } from 'zod';
import type { HttpReply, Route } from '../http/route';
import { addCall } from './call-store';
import type { ConsoleParts } from './console-parts';
import { consoleRoute, DONE, type StaffCall } from './console-route';
import { entriesExist } from './inserted-entries';
import { refuseConsole } from './refusals';
import { staffText } from './staff-text';
import { unanswered } from './unanswered';

const callSchema = z.object({
  key: z.string().min(1).max(100),
  text: z.string(),
  entryId: z.string().max(100).optional(),
  release: z.number().int().positive(),
});

/** The telephone desk: what was asked and what was answered, and what nothing answered, on any channel. */
export function callRoutes(parts: ConsoleParts): Route[] {
  return [
    consoleRoute(parts.accounts, {
      method: 'POST',
      path: 'calls',
      input: callSchema,
      handle: (call) => record(parts, call),
    }),
    consoleRoute(parts.accounts, {
      method: 'GET',
      path: 'unanswered',
      roles: ['operator', 'supervisor', 'knowledge-editor'],
      handle: async () => ({
        status: 200,
        json: await unanswered(parts.db, parts.city, parts.clock()),
      }),
    }),
  ];
}

async function record(
  parts: ConsoleParts,
  { staff, input }: StaffCall<z.infer<typeof callSchema>>,
): Promise<HttpReply> {
  const { db, city, clock, mask } = parts;
  const { key, entryId, release } = input;
  const read = staffText(input.text, mask);
  if (!read.ok) return read.reply;
  const told = entryId === undefined ? [] : [entryId];
  if (!(await entriesExist(parts, told, release))) return refuseConsole('entry.unknown');
  const operatorId = staff.operator.id;
  await addCall(db, city, { key, text: read.text, entryId, release, operatorId, at: clock() });
  return read.masked ? { status: 200, json: { masked: true } } : DONE;
}
