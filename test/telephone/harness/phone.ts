import type { Asterisk } from './asterisk';
import { RtpPhone } from './rtp-phone';
import { Sipp } from './sipp';

const WITH_EVENTS = { events: ' 101', event_lines: 'a=rtpmap:101 telephone-event/8000\na=fmtp:101 0-15\n' };
const WITHOUT_EVENTS = { events: '', event_lines: '' };

/** A telephone in a call: its audio and its signalling. */
export interface Phone {
  readonly audio: RtpPhone;
  readonly sip: Sipp;
  close(): void;
}

/** Calls the desk from an address (see asterisk.ts); comes back when the call is answered. */
export async function callDesk(asterisk: Asterisk, from: string, number?: string): Promise<Phone> {
  const phone = await dialDesk(asterisk, from, number);
  try {
    phone.audio.connect(await phone.sip.remoteAudioPort(), '127.0.0.1');
    return phone;
  } catch (error) {
    process.stderr.write(phone.sip.errors());
    phone.close();
    throw error;
  }
}

/** Only dials. */
export async function dialDesk(asterisk: Asterisk, from: string, number = '0000112233'): Promise<Phone> {
  const audio = await RtpPhone.open(from);
  const tones = from.endsWith('.3');
  const sip = await Sipp.start({
    scenario: 'caller.xml',
    words: { from: number, audio_port: String(audio.port), ...(tones ? WITHOUT_EVENTS : WITH_EVENTS) },
    address: from,
    to: [`127.0.0.1:${asterisk.sipPort}`, '-s', '1000'],
  });
  return both(audio, sip);
}

export type Operator =
  | { readonly kind: 'picks-up'; readonly ringsMs: number; readonly talksMs: number }
  /** mute: away, and does not even say that it rings. */
  | { readonly kind: 'busy' | 'away' | 'mute' };

/** A person's telephone, waiting for one call. */
export async function operatorPhone(asterisk: Asterisk, address: string, operator: Operator): Promise<Phone> {
  const audio = await RtpPhone.open(address);
  const { ringsMs, talksMs } = operator.kind === 'picks-up' ? operator : { ringsMs: 0, talksMs: 0 };
  const sip = await Sipp.start({
    scenario: `operator-${operator.kind === 'mute' ? 'away' : operator.kind}.xml`,
    words: {
      ...{ audio_port: String(audio.port), ...WITH_EVENTS },
      ...{ rings_ms: String(ringsMs), talks_ms: String(talksMs) },
      progress: operator.kind === 'mute' ? '100 Trying' : '180 Ringing',
    },
    address,
    port: asterisk.operatorPort,
    to: [],
  });
  return both(audio, sip);
}

function both(audio: RtpPhone, sip: Sipp): Phone {
  return {
    audio,
    sip,
    close: () => {
      audio.close();
      sip.stop();
    },
  };
}
