import { randomUUID } from 'node:crypto';
import { CallAutomationClient } from '@azure/communication-call-automation';
import { AcsCarrier, type AcsCarrierOptions } from './channels/voice/carriers/acs/acs-carrier';

export interface OpenAcsOptions extends Pick<
  AcsCarrierOptions,
  'publicUrl' | 'webhookSecret' | 'fallback' | 'take' | 'logger'
> {
  /** `endpoint=https://…;accesskey=…`, as the Azure portal shows it. */
  readonly connectionString: string;
}

/** The second carrier: Azure Communication Services. */
export function openAcs({ connectionString, ...options }: OpenAcsOptions): AcsCarrier {
  // Plain http only to a stand-in on the same machine; the client refuses it otherwise.
  const allowInsecureConnection = /^endpoint=http:\/\/(127\.0\.0\.1|localhost)[:/]/i.test(connectionString);
  const client = new CallAutomationClient(connectionString, { allowInsecureConnection });
  const publicUrl = options.publicUrl.replace(/\/$/, '');
  return new AcsCarrier({ ...options, publicUrl, client, now: () => performance.now(), newId: randomUUID });
}
