import type { MessageKey } from '../knowledge/messages';
import type { Pack } from '../knowledge/pack';
import { renderMessage } from '../knowledge/render-message';
import { momentWording } from '../knowledge/spoken-forms';
import type { Wording } from '../knowledge/texts';
import { joinWordings } from './join-wordings';

/** A place in the queue as it is told to the citizen. */
export interface PlaceTold {
  /** From 1. */
  readonly position: number;
  /** 「3–5分」; null while nothing is known. */
  readonly waitBand: string | null;
  readonly open: boolean;
  /** ISO 8601, only while closed. */
  readonly nextOpening?: string | undefined;
  readonly hoursText: string;
}

/** What else a citizen in the queue may do than wait for a person. */
export type WayOut = 'message' | 'callback' | 'stay' | 'cancel';

const BUTTONS: Readonly<Record<WayOut, MessageKey>> = {
  message: 'wishMessageButton',
  callback: 'wishCallbackButton',
  stay: 'queueStayButton',
  cancel: 'queueCancelButton',
};
/** The widest band of the estimate: from here on a call back is offered. */
const LONG_WAIT = '10分以上';
const JAPAN_MS = 9 * 3600 * 1000;

/** In the order in which they are offered. */
export function waysOut({ open, waitBand }: PlaceTold): readonly WayOut[] {
  if (!open) return ['message', 'callback', 'stay', 'cancel'];
  return waitBand === LONG_WAIT ? ['callback', 'cancel'] : ['cancel'];
}

/** The text of the button that takes this way. */
export function wayOutWording(pack: Pack, way: WayOut): Wording {
  return renderMessage(pack, BUTTONS[way]);
}

/** When people answer again, in words. */
export function nextWording({ nextOpening }: PlaceTold): Wording {
  return nextOpening ? momentWording(inJapan(nextOpening)) : { text: '', speak: '' };
}

/** Place, waiting time or opening hours, what happens next, and (aloud) what else can be chosen. */
export function queueWording(pack: Pack, place: PlaceTold, opening: 'joined' | 'waiting'): Wording {
  const told = placeWording(pack, place, opening);
  const ways = waysOut(place);
  if (ways.length === 1) return told;
  const long = place.open ? renderMessage(pack, 'queueLong') : { text: '', speak: '' };
  const numbered = ways.map((way, i) => `${i + 1}番、${wayOutWording(pack, way).speak}。`);
  return {
    text: `${told.text}\n${long.text}`.trim(),
    speak: [told.speak, long.speak, renderMessage(pack, 'wishChoose').speak, ...numbered].join(''),
  };
}

function placeWording(pack: Pack, place: PlaceTold, opening: 'joined' | 'waiting'): Wording {
  if (!place.open) {
    const hours = hoursWording(place.hoursText);
    return renderMessage(pack, 'queueClosed', { hours, next: nextWording(place) });
  }
  const { position, waitBand } = place;
  if (opening === 'waiting' && waitBand !== null)
    return renderMessage(pack, 'queueWaiting', { place: position, wait: waitBand });
  const told =
    waitBand === null
      ? renderMessage(pack, 'queuePlaceOnly', { place: position })
      : renderMessage(pack, 'queuePlace', { place: position, wait: waitBand });
  return opening === 'waiting'
    ? told
    : joinWordings(told, renderMessage(pack, 'queueNext', { hours: hoursWording(place.hoursText) }));
}

function inJapan(moment: string): string {
  return `${new Date(Date.parse(moment) + JAPAN_MS).toISOString().slice(0, 16)}+09:00`;
}

/** 「9:00〜12:00」 cannot be read aloud as it stands. */
function hoursWording(text: string): Wording {
  return { text, speak: spokenHours(text) };
}

function spokenHours(text: string): string {
  return text
    .replace(/(\d+):(\d\d)/g, (_, hour: string, minute: string) =>
      minute === '00' ? `${hour}時` : `${hour}時${Number(minute)}分`,
    )
    .replace(/〜/g, 'から')
    .replace(/[（(]/g, '、')
    .replace(/[）)]/g, '')
    .replace(/・/g, '、');
}
