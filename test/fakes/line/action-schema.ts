import { z } from 'zod';
import { actionUri, label, text } from './field-rules';

const data = text(300);

/** Limits: LINE's reference, "Action objects", and messaging-api.yml. `maxLabel` depends on where the action stands. */
function postback<L extends z.ZodType>(labelled: L) {
  return z
    .strictObject({
      type: z.literal('postback'),
      label: labelled,
      data,
      displayText: text(300).optional(),
      inputOption: z.enum(['closeRichMenu', 'openRichMenu', 'openKeyboard', 'openVoice']).optional(),
      fillInText: text(300).optional(),
    })
    .refine(({ fillInText, inputOption }) => fillInText === undefined || inputOption === 'openKeyboard', {
      message: 'Only with inputOption openKeyboard',
      path: ['fillInText'],
    });
}

function everywhere<L extends z.ZodType>(labelled: L) {
  return [
    postback(labelled),
    z.strictObject({ type: z.literal('message'), label: labelled, text: text(300) }),
    z.strictObject({
      type: z.literal('uri'),
      label: labelled,
      uri: actionUri,
      altUri: z.strictObject({ desktop: actionUri }).optional(),
    }),
    z.strictObject({
      type: z.literal('datetimepicker'),
      label: labelled,
      data,
      mode: z.enum(['date', 'time', 'datetime']),
      initial: z.string().optional(),
      max: z.string().optional(),
      min: z.string().optional(),
    }),
    z.strictObject({ type: z.literal('clipboard'), label: labelled, clipboardText: text(1000) }),
  ] as const;
}

const quickLabel = label(20);

/** Behind a quick reply button; the label is what the citizen reads, so it is required. */
export const quickReplyAction = z.discriminatedUnion('type', [
  ...everywhere(quickLabel),
  z.strictObject({ type: z.literal('camera'), label: quickLabel }),
  z.strictObject({ type: z.literal('cameraRoll'), label: quickLabel }),
  z.strictObject({ type: z.literal('location'), label: quickLabel }),
]);

/** Behind a button of a template or a Flex button; `max` characters of label. */
export function buttonAction(max: number) {
  return z.discriminatedUnion('type', [...everywhere(label(max))]);
}

/** Behind a picture or a box, where the label is read by screen readers only. */
export const areaAction = z.discriminatedUnion('type', [...everywhere(label(20).optional())]);

/** Behind an area of a rich menu. Stricter than LINE: the label is what a screen reader says, so it is required. */
export const richMenuAction = z.discriminatedUnion('type', [
  ...everywhere(quickLabel),
  z.strictObject({
    type: z.literal('richmenuswitch'),
    label: quickLabel,
    richMenuAliasId: z.string().regex(/^[a-z0-9_-]{1,32}$/, 'Must match ^[a-z0-9_-]{1,32}$'),
    data,
  }),
]);
