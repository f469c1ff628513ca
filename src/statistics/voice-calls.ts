import type { Queryable } from '../storage/db';
import type { FigureValues } from './figure';
import type { Period } from './period';

type VoiceCallValues = Pick<
  FigureValues<'period'>,
  | 'voice-calls'
  | 'voice-calls.answered'
  | 'voice-calls.person'
  | 'voice-calls.wishes'
  | 'voice-calls.unhelped'
  | 'voice-calls.failed'
>;

/** How calls to the desk's own voice ended, of those that began in the period. A call that goes on has no end yet. */
export async function voiceCallValues(q: Queryable, period: Period): Promise<VoiceCallValues> {
  const [row] = await q.query<VoiceCallValues>(
    `select count(*)::int as "voice-calls",
       count(*) filter (where end_reason in ('answered', 'emergency'))::int as "voice-calls.answered",
       count(*) filter (where end_reason = 'person')::int as "voice-calls.person",
       count(*) filter (where end_reason in ('callback', 'message'))::int as "voice-calls.wishes",
       count(*) filter (where end_reason in ('caller-hung-up', 'silent'))::int as "voice-calls.unhelped",
       count(*) filter (where end_reason in ('failed', 'lost'))::int as "voice-calls.failed"
     from voice_call where city = $1 and started_at >= $2 and started_at < $3`,
    [period.city, period.from, period.to],
  );
  return row ?? NONE;
}

const NONE: VoiceCallValues = {
  'voice-calls': 0,
  'voice-calls.answered': 0,
  'voice-calls.person': 0,
  'voice-calls.wishes': 0,
  'voice-calls.unhelped': 0,
  'voice-calls.failed': 0,
};
