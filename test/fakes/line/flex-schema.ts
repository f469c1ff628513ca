import { z } from 'zod';
import { areaAction, buttonAction } from './action-schema';
import { colour, httpsUrl, text, whole } from './field-rules';

const KEYWORDS = ['xxs', 'xs', 'sm', 'md', 'lg', 'xl', 'xxl', '3xl', '4xl', '5xl'];
const LENGTH = /^(none|xs|sm|md|lg|xl|xxl|\d+(\.\d+)?(px|%))$/;

const length = z.string().regex(LENGTH, 'Must be a keyword, pixels or a percentage');
const fontSize = z
  .string()
  .refine(
    (size) => KEYWORDS.includes(size) || /^\d+(\.\d+)?px$/.test(size),
    'Must be a size keyword or pixels',
  );
const imageSize = z
  .string()
  .refine(
    (size) => KEYWORDS.includes(size) || size === 'full' || /^\d+(\.\d+)?(px|%)$/.test(size),
    'Must be a size keyword, pixels or a percentage',
  );
const ratio = z.string().regex(/^\d{1,6}(\.\d+)?:\d{1,6}(\.\d+)?$/, 'Must be width:height');
const flex = whole.min(0).optional();
const align = z.enum(['start', 'end', 'center']).optional();
const gravity = z.enum(['top', 'bottom', 'center']).optional();
const placed = {
  margin: length.optional(),
  position: z.enum(['relative', 'absolute']).optional(),
  offsetTop: length.optional(),
  offsetBottom: length.optional(),
  offsetStart: length.optional(),
  offsetEnd: length.optional(),
};
const lettering = {
  size: fontSize.optional(),
  color: colour.optional(),
  weight: z.enum(['regular', 'bold']).optional(),
  style: z.enum(['normal', 'italic']).optional(),
  decoration: z.enum(['none', 'underline', 'line-through']).optional(),
};

const span = z.strictObject({ type: z.literal('span'), text: text(2000), ...lettering });
const flexText = z
  .strictObject({
    type: z.literal('text'),
    text: text(2000).optional(),
    contents: z.array(span).min(1).optional(),
    flex,
    align,
    gravity,
    wrap: z.boolean().optional(),
    lineSpacing: z
      .string()
      .regex(/^\d+(\.\d+)?px$/, 'Must be pixels')
      .optional(),
    maxLines: whole.min(0).optional(),
    action: areaAction.optional(),
    adjustMode: z.literal('shrink-to-fit').optional(),
    scaling: z.boolean().optional(),
    ...lettering,
    ...placed,
  })
  .refine((value) => value.text !== undefined || value.contents !== undefined, {
    message: 'text or contents must be specified',
    path: ['text'],
  });
const image = z.strictObject({
  type: z.literal('image'),
  url: httpsUrl,
  flex,
  align,
  gravity,
  size: imageSize.optional(),
  aspectRatio: ratio.optional(),
  aspectMode: z.enum(['fit', 'cover']).optional(),
  backgroundColor: colour.optional(),
  action: areaAction.optional(),
  animated: z.boolean().optional(),
  ...placed,
});
const icon = z.strictObject({
  type: z.literal('icon'),
  url: httpsUrl,
  size: fontSize.optional(),
  aspectRatio: ratio.optional(),
  scaling: z.boolean().optional(),
  ...placed,
});
const button = z.strictObject({
  type: z.literal('button'),
  action: buttonAction(40),
  flex,
  gravity,
  color: colour.optional(),
  style: z.enum(['primary', 'secondary', 'link']).optional(),
  height: z.enum(['md', 'sm']).optional(),
  adjustMode: z.literal('shrink-to-fit').optional(),
  scaling: z.boolean().optional(),
  ...placed,
});
const separator = z.strictObject({
  type: z.literal('separator'),
  margin: length.optional(),
  color: colour.optional(),
});

const box = z
  .strictObject({
    type: z.literal('box'),
    layout: z.enum(['horizontal', 'vertical', 'baseline']),
    get contents(): z.ZodArray<z.ZodType<{ type: string }>> {
      return z.array(component);
    },
    flex,
    spacing: length.optional(),
    backgroundColor: colour.optional(),
    borderColor: colour.optional(),
    borderWidth: z.string().optional(),
    cornerRadius: length.optional(),
    width: length.optional(),
    maxWidth: length.optional(),
    height: length.optional(),
    maxHeight: length.optional(),
    paddingAll: length.optional(),
    paddingTop: length.optional(),
    paddingBottom: length.optional(),
    paddingStart: length.optional(),
    paddingEnd: length.optional(),
    action: areaAction.optional(),
    justifyContent: z
      .enum(['center', 'flex-start', 'flex-end', 'space-between', 'space-around', 'space-evenly'])
      .optional(),
    alignItems: z.enum(['center', 'flex-start', 'flex-end']).optional(),
    ...placed,
  })
  .superRefine(({ layout, contents }, context) => {
    const allowed =
      layout === 'baseline' ? ['text', 'icon'] : ['box', 'button', 'image', 'text', 'separator'];
    contents.forEach(({ type }, index) => {
      if (!allowed.includes(type))
        context.addIssue({
          code: 'custom',
          message: `${type} is not allowed in ${layout}`,
          path: ['contents', index],
        });
    });
  });
const component: z.ZodType<{ type: string }> = z.lazy(() =>
  z.discriminatedUnion('type', [box, flexText, image, icon, button, separator]),
);

const block = z
  .strictObject({
    backgroundColor: colour.optional(),
    separator: z.boolean().optional(),
    separatorColor: colour.optional(),
  })
  .optional();
const bubble = z
  .strictObject({
    type: z.literal('bubble'),
    size: z.enum(['nano', 'micro', 'deca', 'hecto', 'kilo', 'mega', 'giga']).optional(),
    direction: z.enum(['ltr', 'rtl']).optional(),
    header: box.optional(),
    hero: z.discriminatedUnion('type', [box, image]).optional(),
    body: box.optional(),
    footer: box.optional(),
    styles: z.strictObject({ header: block, hero: block, body: block, footer: block }).optional(),
    action: areaAction.optional(),
  })
  .refine(
    ({ header, hero, body, footer }) => header ?? hero ?? body ?? footer,
    'At least one block must be specified',
  )
  .refine((value) => bytesOf(value) <= 30 * 1024, 'Must be at most 30 KB');
const carousel = z
  .strictObject({
    type: z.literal('carousel'),
    contents: z
      .array(bubble)
      .min(1, 'Size must be between 1 and 12')
      .max(12, 'Size must be between 1 and 12'),
  })
  .refine(({ contents }) => new Set(contents.map(({ size = 'mega' }) => size)).size === 1, {
    message: 'All bubbles must have the same size',
    path: ['contents'],
  })
  .refine((value) => bytesOf(value) <= 50 * 1024, 'Must be at most 50 KB');

/** Contents of a Flex message: structure, nesting, keywords and sizes (LINE's reference, "Flex Message"). Video is left out on purpose. */
export const flexContainer = z.discriminatedUnion('type', [bubble, carousel]);

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
