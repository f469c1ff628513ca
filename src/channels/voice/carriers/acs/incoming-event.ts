import { z } from 'zod';

const identifier = z.object({
  rawId: z.string(),
  phoneNumber: z.object({ value: z.string() }).optional(),
});

/** What Event Grid sends, in its own schema: https://learn.microsoft.com/azure/event-grid/communication-services-voice-video-events */
const event = z.discriminatedUnion('eventType', [
  z.object({
    eventType: z.literal('Microsoft.EventGrid.SubscriptionValidationEvent'),
    data: z.object({ validationCode: z.string().min(1) }),
  }),
  z.object({
    id: z.string().min(1),
    eventType: z.literal('Microsoft.Communication.IncomingCall'),
    data: z.object({ incomingCallContext: z.string().min(1), from: identifier, to: identifier }),
  }),
]);

export type IncomingEvent = z.infer<typeof event>;
export type AcsIncoming = Extract<IncomingEvent, { id: string }>;

/** Events of other kinds are left out, a city may have subscribed to more; undefined: this is nothing of Event Grid. */
export function readIncomingEvents(body: unknown): IncomingEvent[] | undefined {
  const list = z
    .array(z.object({ eventType: z.string() }).loose())
    .min(1)
    .safeParse(body).data;
  return list?.flatMap((one) => event.safeParse(one).data ?? []);
}

/** As Japan writes numbers: 0 in place of +81. Undefined when the caller withheld it. */
export function callerNumberOf({ data }: AcsIncoming): string | undefined {
  const number = data.from.phoneNumber?.value.replace(/^\+81/, '0');
  return number !== undefined && /^\+?\d{3,15}$/.test(number) ? number : undefined;
}
