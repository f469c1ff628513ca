import { z } from 'zod';

const phone = z.strictObject({
  value: z.string().regex(/^\+\d{8,15}$/),
  isAnonymous: z.boolean().optional(),
  assertedId: z.string().optional(),
});
const identifier = z.union([
  z.strictObject({ kind: z.literal('phoneNumber'), rawId: z.string().optional(), phoneNumber: phone }),
  z.strictObject({
    kind: z.literal('communicationUser'),
    rawId: z.string().optional(),
    communicationUser: z.strictObject({ id: z.string().startsWith('8:acs:') }),
  }),
]);
const context = z.strictObject({ sipHeaders: z.object({}).optional(), voipHeaders: z.object({}).optional() });

/** Bodies that the API takes (version 2026-03-12), as far as the desk uses it; whatever else is in them is a fault. */
export const REQUESTS = {
  'callConnections:answer': z.strictObject({
    incomingCallContext: z.string(),
    callbackUri: z.url(),
    mediaStreamingOptions: z.strictObject({
      transportType: z.literal('websocket'),
      transportUrl: z.url({ protocol: /^wss?$/ }),
      contentType: z.literal('audio'),
      audioChannelType: z.enum(['mixed', 'unmixed']),
      audioFormat: z.enum(['pcm16KMono', 'pcm24KMono']),
      startMediaStreaming: z.boolean(),
      enableBidirectional: z.boolean(),
      enableDtmfTones: z.boolean(),
    }),
  }),
  'callConnections:redirect': z.strictObject({ incomingCallContext: z.string(), target: identifier }),
  'callConnections:reject': z.strictObject({
    incomingCallContext: z.string(),
    callRejectReason: z.enum(['none', 'busy', 'forbidden']).optional(),
  }),
  'participants:add': z.strictObject({
    participantToAdd: identifier,
    // A telephone is only rung with a number of the resource as the caller's.
    sourceCallerIdNumber: phone.optional(),
    invitationTimeoutInSeconds: z.int().min(1).max(180),
    operationContext: z.string().optional(),
    customCallingContext: context.optional(),
  }),
  'participants:cancelAddParticipant': z.strictObject({
    invitationId: z.uuid(),
    operationContext: z.string().optional(),
  }),
  'participants:remove': z.strictObject({
    participantToRemove: identifier,
    operationContext: z.string().optional(),
  }),
  transferToParticipant: z.strictObject({
    targetParticipant: identifier,
    operationContext: z.string().optional(),
    customCallingContext: context.optional(),
  }),
} as const;

export type Target = z.infer<typeof identifier>;
export type AnswerRequest = z.infer<(typeof REQUESTS)['callConnections:answer']>;
