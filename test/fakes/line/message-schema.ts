import { z } from 'zod';
import { areaAction, buttonAction, quickReplyAction } from './action-schema';
import { colour, httpsUrl, label, text, whole } from './field-rules';
import { flexContainer } from './flex-schema';

const quickReply = z.strictObject({
  items: z
    .array(
      z.strictObject({
        type: z.literal('action'),
        imageUrl: httpsUrl.optional(),
        action: quickReplyAction,
      }),
    )
    .min(1, 'Size must be between 1 and 13')
    .max(13, 'Size must be between 1 and 13'),
});
const sender = z.strictObject({
  name: text(20)
    .refine((name) => !/line/i.test(name.normalize('NFKC')), 'Certain words such as LINE may not be used')
    .optional(),
  iconUrl: httpsUrl.optional(),
});
const common = { quickReply: quickReply.optional(), sender: sender.optional() };
const quoteToken = z.string().min(1).optional();

const template = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('buttons'),
    thumbnailImageUrl: httpsUrl.optional(),
    imageAspectRatio: z.enum(['rectangle', 'square']).optional(),
    imageSize: z.enum(['cover', 'contain']).optional(),
    imageBackgroundColor: colour.optional(),
    title: label(40).optional(),
    text: label(160),
    defaultAction: areaAction.optional(),
    actions: z
      .array(buttonAction(20))
      .min(1, 'Size must be between 1 and 4')
      .max(4, 'Size must be between 1 and 4'),
  }),
  z.strictObject({
    type: z.literal('confirm'),
    text: label(240),
    actions: z.array(buttonAction(20)).length(2, 'Size must be 2'),
  }),
  z.strictObject({
    type: z.literal('carousel'),
    imageAspectRatio: z.enum(['rectangle', 'square']).optional(),
    imageSize: z.enum(['cover', 'contain']).optional(),
    columns: z
      .array(
        z.strictObject({
          thumbnailImageUrl: httpsUrl.optional(),
          imageBackgroundColor: colour.optional(),
          title: label(40).optional(),
          text: label(60),
          defaultAction: areaAction.optional(),
          actions: z.array(buttonAction(20)).min(1).max(3, 'Size must be between 1 and 3'),
        }),
      )
      .min(1, 'Size must be between 1 and 10')
      .max(10, 'Size must be between 1 and 10'),
  }),
]);

const message = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: text(5000), quoteToken, ...common }),
  z.strictObject({
    type: z.literal('sticker'),
    packageId: z.string().regex(/^\d+$/, 'Must be a number'),
    stickerId: z.string().regex(/^\d+$/, 'Must be a number'),
    quoteToken,
    ...common,
  }),
  z.strictObject({
    type: z.literal('image'),
    originalContentUrl: httpsUrl,
    previewImageUrl: httpsUrl,
    ...common,
  }),
  z.strictObject({
    type: z.literal('video'),
    originalContentUrl: httpsUrl,
    previewImageUrl: httpsUrl,
    ...common,
  }),
  z.strictObject({
    type: z.literal('audio'),
    originalContentUrl: httpsUrl,
    duration: whole.min(1),
    ...common,
  }),
  z.strictObject({
    type: z.literal('location'),
    title: text(100),
    address: text(100),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    ...common,
  }),
  z.strictObject({ type: z.literal('template'), altText: text(1500), template, ...common }),
  z.strictObject({ type: z.literal('flex'), altText: text(1500), contents: flexContainer, ...common }),
]);

/** One to five messages. Kinds that the desk has no use for (imagemap, coupon, textV2 with its escapes) are refused. */
export const messages = z
  .array(message)
  .min(1, 'Size must be between 1 and 5')
  .max(5, 'Size must be between 1 and 5');

export type LineMessage = z.infer<typeof message>;
export type QuickReplyItem = z.infer<typeof quickReply>['items'][number];
