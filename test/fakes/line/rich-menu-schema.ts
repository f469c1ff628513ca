import { z } from 'zod';
import { richMenuAction } from './action-schema';
import { label, text, whole } from './field-rules';

const bounds = z.strictObject({
  x: whole.min(0),
  y: whole.min(0),
  width: whole.min(1),
  height: whole.min(1),
});

/** LINE's reference, "Rich menu": width 800–2,500, height from 250, at least 1.45 times as wide as high, 20 areas, all inside. */
export const richMenu = z
  .strictObject({
    size: z
      .strictObject({ width: whole.min(800).max(2500), height: whole.min(250) })
      .refine(({ width, height }) => width / height >= 1.45, 'Width divided by height must be at least 1.45'),
    selected: z.boolean('Must be true or false'),
    name: text(300),
    chatBarText: label(14),
    areas: z
      .array(z.strictObject({ bounds, action: richMenuAction }))
      .min(1, 'Size must be between 1 and 20')
      .max(20, 'Size must be between 1 and 20'),
  })
  .superRefine(({ size, areas }, context) => {
    areas.forEach(({ bounds: { x, y, width, height } }, index) => {
      if (x + width > size.width || y + height > size.height)
        context.addIssue({
          code: 'custom',
          message: 'Must be inside the rich menu',
          path: ['areas', index, 'bounds'],
        });
    });
  });

export type RichMenu = z.infer<typeof richMenu>;

export const aliasId = z.string().regex(/^[a-z0-9_-]{1,32}$/, 'Must match ^[a-z0-9_-]{1,32}$');

/** Width and height of a PNG or JPEG, or nothing when it is neither. */
export function imageSize(bytes: Buffer): { type: string; width: number; height: number } | undefined {
  if (bytes.subarray(0, 8).toString('hex') === '89504e470d0a1a0a')
    return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes.readUInt16BE(at);
    if (marker >= 0xffc0 && marker <= 0xffc3)
      return { type: 'image/jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
  }
  return undefined;
}
