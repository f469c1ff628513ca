import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Connection } from './connection';
import { readSsml } from './read-ssml';
import { audioMessage, Violation, type ClientMessage } from './usp-message';

const CONTEXT = z.object({ synthesis: z.object({ audio: z.object({ outputFormat: z.string() }) }) });
const FORMAT = 'raw-8khz-8bit-mono-mulaw';
const CHUNK_BYTES = 3_200;
const TICKS_PER_BYTE = 1_250;

/** The service's side of a synthesis connection: SSML in, telephone audio out. */
export class SynthesisConnection {
  private format: string | undefined;

  constructor(private readonly connection: Connection) {}

  receive({ path, requestId, contentType, body }: ClientMessage): void {
    if (path === 'synthesis.context') {
      const context = CONTEXT.safeParse(JSON.parse(body.toString('utf8')));
      this.format = context.data?.synthesis.audio.outputFormat;
    } else if (path === 'ssml') {
      if (contentType !== 'application/ssml+xml') throw new Violation(1007, 'ssml has another content type.');
      if (this.format !== FORMAT) throw new Violation(1007, `Unsupported output format ${this.format}.`);
      this.speak(requestId, body.toString('utf8')).catch(() =>
        this.connection.close(1011, 'synthesis failed'),
      );
    } else if (path !== 'speech.config' && path !== 'synthesis.config' && path !== 'telemetry')
      throw new Violation(1002, `Unknown path ${path}.`);
  }

  private async speak(requestId: string, ssml: string): Promise<void> {
    const { connection } = this;
    const { spoken, pace } = connection.guarded(() => readSsml(ssml)) ?? {};
    if (!spoken || !pace) return;
    connection.spoke(ssml);
    const streamId = randomUUID().replaceAll('-', '').toUpperCase();
    const context = { serviceTag: streamId };
    connection.say('turn.start', requestId, { context });
    connection.say('response', requestId, { context, audio: { type: 'inline', streamId } });
    const audio = await connection.plan.synthesiser.synthesise(spoken, pace);
    const limit = connection.plan.faults.cutSynthesisAfter ?? Infinity;
    for (let at = 0; at < audio.length; at += CHUNK_BYTES) {
      if (at >= limit) {
        connection.cut();
        return;
      }
      connection.sendAudio(audioMessage(requestId, streamId, audio.subarray(at, at + CHUNK_BYTES)));
    }
    connection.sendAudio(audioMessage(requestId, streamId, Buffer.alloc(0)));
    const end = { Type: 'SessionEnd', Data: { Offset: audio.length * TICKS_PER_BYTE } };
    connection.say('audio.metadata', requestId, { Metadata: [end] });
    connection.finish(requestId);
    connection.say('turn.end', requestId, {});
  }
}
