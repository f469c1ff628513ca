import type * as Sdk from 'microsoft-cognitiveservices-speech-sdk';

/** The only place that knows Microsoft's Speech SDK. It is loaded when the telephone is switched on, not before. */
export type SpeechSdk = typeof Sdk;

/** Loads the SDK (0.3 s or so) and makes it use the `ws` package. With Node's own WebSocket, which the SDK prefers since Node 22, a
 *  refused connection is never reported and recognition hangs for ever, and the key could travel in the address only. The switch is the
 *  SDK's own, so that the global WebSocket stays as it is for everything else in this process. */
export async function loadSpeechSdk(): Promise<SpeechSdk> {
  const [sdk, adapter] = await Promise.all([
    import('microsoft-cognitiveservices-speech-sdk'),
    import('microsoft-cognitiveservices-speech-sdk/distrib/lib/src/common.browser/WebsocketMessageAdapter.js'),
  ]);
  adapter.WebsocketMessageAdapter.forceNpmWebSocket = true;
  // What the SDK measures about itself is nobody's business but the city's.
  sdk.Recognizer.enableTelemetry(false);
  return sdk;
}
