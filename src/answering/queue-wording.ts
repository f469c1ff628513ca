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

const JAPAN_MS = 9 * 3600 * 1000;

/** Place, waiting time or opening hours, and what happens next. */
export function queueWording(pack: Pack, place: PlaceTold, opening: 'joined' | 'waiting'): Wording {
  if (!place.open) {
    const next = place.nextOpening ? momentWording(inJapan(place.nextOpening)) : { text: '', speak: '' };
    return renderMessage(pack, 'queueClosed', { hours: hoursWording(place.hoursText), next });
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
