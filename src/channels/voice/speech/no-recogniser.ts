import type { RecognitionSession, Recogniser } from '../ports';

/** Nothing listens: callers press keys. */
export const NO_RECOGNISER: Recogniser = {
  available: false,
  open: (): RecognitionSession => ({
    onEvent: () => () => undefined,
    write: () => undefined,
    expect: () => undefined,
    close: () => Promise.resolve(),
  }),
};
