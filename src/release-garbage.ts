/**
 * Loading the dictionary and the knowledge leaves over a hundred megabytes of garbage that V8 would keep for good. Works
 * when the process was started with --expose-gc (`npm start` does), and does nothing otherwise.
 */
export function releaseGarbage(): void {
  globalThis.gc?.();
}
