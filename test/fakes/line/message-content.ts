import type { LineWorld } from './world';

/** A PNG of one white pixel, for whoever fetches what a user sent. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC',
  'base64',
);

/** The kinds of message a user can send besides text. */
export const CONTENT_KINDS = ['sticker', 'image', 'video', 'audio', 'file', 'location'] as const;
/** What stands in the talk for each. */
export const CONTENT_NAMES: Readonly<Record<ContentKind, string>> = {
  sticker: '〔スタンプ〕',
  image: '〔写真〕',
  video: '〔動画〕',
  audio: '〔音声〕',
  file: '〔ファイル〕',
  location: '〔位置情報〕',
};

export type ContentKind = (typeof CONTENT_KINDS)[number];

/** The `message` of an event of this kind, and what is there to fetch. `id` is the message's. */
export function contentOf(
  world: LineWorld,
  kind: ContentKind,
  id: string,
): { readonly [field: string]: unknown } {
  if (kind !== 'sticker' && kind !== 'location') world.contents.set(id, { type: 'image/png', bytes: PIXEL });
  const quoteToken = `quote-${id}`;
  const markAsReadToken = `read-${id}`;
  const contentProvider = { type: 'line' };
  switch (kind) {
    case 'sticker':
      return {
        type: 'sticker',
        id,
        quoteToken,
        markAsReadToken,
        packageId: '446',
        stickerId: '1988',
        stickerResourceType: 'STATIC',
        keywords: ['ありがとう'],
      };
    case 'image':
      return { type: 'image', id, quoteToken, markAsReadToken, contentProvider };
    case 'video':
      return { type: 'video', id, quoteToken, markAsReadToken, duration: 60_000, contentProvider };
    case 'audio':
      return { type: 'audio', id, markAsReadToken, duration: 5000, contentProvider };
    case 'file':
      return { type: 'file', id, markAsReadToken, fileName: 'file.pdf', fileSize: PIXEL.length };
    case 'location':
      return {
        type: 'location',
        id,
        markAsReadToken,
        title: '駅',
        address: '（見本）',
        latitude: 35.6,
        longitude: 139.6,
      };
  }
}
