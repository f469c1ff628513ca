import { z } from 'zod';
import type { AriClient } from './ari-client';
import { OWN, PERSON } from './asterisk-call';

const bridges = z.array(z.object({ id: z.string(), channels: z.array(z.string()) }));

/** Ends what a desk that went down has left at Asterisk: callers go to a person, audio and telephones without a caller end. Who talks to a
 *  person goes on talking: the dial plan ends that call. Throws `carrier.unavailable`. */
export async function clearUp(
  ari: AriClient,
  channels: readonly string[],
  isKnown: (id: string) => boolean,
): Promise<void> {
  const unknown = bridges
    .parse(await ari.request('GET', '/bridges'))
    .filter(({ id }) => id.startsWith(OWN) && !isKnown(id));
  const talks = unknown.filter((bridge) => isTalk(bridge.channels));
  const talking = new Set(talks.flatMap((talk) => talk.channels));
  for (const id of channels) {
    if (isKnown(id) || talking.has(id)) continue;
    if (id.startsWith(OWN)) await ari.attempt('DELETE', `/channels/${id}`);
    else await ari.attempt('POST', `/channels/${id}/continue`);
  }
  for (const bridge of unknown)
    if (!talks.includes(bridge)) await ari.attempt('DELETE', `/bridges/${bridge.id}`);
}

function isTalk(channels: readonly string[]): boolean {
  return channels.some((id) => id.startsWith(PERSON)) && channels.some((id) => !id.startsWith(OWN));
}
