const RATE = 8_000;

/** The browser's loudspeaker, and its microphone if wanted, as the two ends of a telephone line. */
export interface Loudspeaker {
  /** 8 kHz linear 16-bit samples; played in order. */
  play(pcm: ArrayBuffer): void;
  flush(): void;
  close(): void;
}

export interface LoudspeakerOptions {
  readonly microphone: boolean;
  /** 20 ms of what is said. */
  readonly onSpoken: (pcm: ArrayBuffer) => void;
  /** The call goes on with keys only. */
  readonly onNoMicrophone: () => void;
}

/** Must be called from a click: browsers are silent otherwise. Rejects where there is no sound at all. */
export async function openLoudspeaker(options: LoudspeakerOptions): Promise<Loudspeaker> {
  const context = new AudioContext({ sampleRate: RATE });
  await context.audioWorklet.addModule('/voice-line.js');
  const line = new AudioWorkletNode(context, 'voice-line', { outputChannelCount: [1] });
  line.connect(context.destination);
  line.port.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => options.onSpoken(data);
  const closeMicrophone = options.microphone ? await listenTo(context, line, options.onNoMicrophone) : silent;
  return {
    play: (pcm) => line.port.postMessage(pcm, [pcm]),
    flush: () => line.port.postMessage('flush'),
    close: () => {
      closeMicrophone();
      void context.close();
    },
  };
}

/** A telephone does not hear itself much; neither may the browser. */
async function listenTo(context: AudioContext, line: AudioNode, onNone: () => void): Promise<() => void> {
  try {
    const audio = { channelCount: 1, echoCancellation: true, noiseSuppression: true };
    const stream = await navigator.mediaDevices.getUserMedia({ audio });
    context.createMediaStreamSource(stream).connect(line);
    return () => stream.getTracks().forEach((track) => track.stop());
  } catch {
    onNone();
    return silent;
  }
}

function silent(): void {
  // nothing was opened
}

/** Plays one sound after stopping the one before it. */
export class SoundPlayer {
  private readonly context = new AudioContext();
  private source: AudioBufferSourceNode | undefined;

  async play(pcm: ArrayBuffer): Promise<void> {
    this.source?.stop();
    await this.context.resume();
    const samples = Float32Array.from(new Int16Array(pcm), (sample) => sample / 32_768);
    const buffer = this.context.createBuffer(1, Math.max(1, samples.length), RATE);
    buffer.copyToChannel(samples, 0);
    this.source = new AudioBufferSourceNode(this.context, { buffer });
    this.source.connect(this.context.destination);
    this.source.start();
  }
}
