import type { Config } from '../config';
import type { Synthesiser } from '../channels/voice/ports';
import { AppError } from '../errors';
import { speechOf } from '../speech-of';

/** The voice that the desk's settings name. Throws `speech.unavailable` with the remedy when there is none. */
export async function synthesiserFor(config: Pick<Config, 'speech' | 'dataDir'>): Promise<Synthesiser> {
  const { synthesiser, notices } = await speechOf(config, []);
  if (!synthesiser.available) throw new AppError('speech.unavailable', notices.join('; '));
  return synthesiser;
}
