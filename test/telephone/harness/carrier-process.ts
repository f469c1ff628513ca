import type { IncomingCall } from '../../../src/channels/voice/ports';
import { startWatchdog } from '../../../src/watchdog';
import { openCarrier, type Way } from './own-carrier';

/** What the process is given as its only argument, in JSON. */
export interface CarrierProcessTask {
  readonly ari: { url: string; user: string; password: string; app: string };
  readonly way: Way;
  /** Rings this address as soon as a call is answered. */
  readonly transferTo: string | undefined;
}

const WATCHDOG_SECONDS = 3;

/** A desk's carrier in a process of its own, which can be killed. It says what happens to its call, a word a line. */
async function main({ ari, way, transferTo }: CarrierProcessTask): Promise<void> {
  const say = (word: string): void => void process.stdout.write(`${word}\n`);
  const lead = async ({ control }: IncomingCall): Promise<void> => {
    await control.answer();
    say('answered');
    if (transferTo === undefined) return;
    await control.transfer({ to: transferTo, ringSeconds: 25, onAnswered: () => say('talking') });
  };
  await openCarrier({ ari }, way, (call) => void lead(call));
  startWatchdog(WATCHDOG_SECONDS);
  say('connected');
}

void main(JSON.parse(process.argv[2] ?? '') as CarrierProcessTask);
