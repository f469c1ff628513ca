import { MergedKeys } from '../../../src/channels/voice/audio/merged-keys';

describe('keys from two ways', () => {
  it('count once when they came both ways, in either order, also pressed twice quickly', () => {
    const keys = new MergedKeys();
    expect([
      keys.press('1', 'tones', 0),
      keys.press('1', 'tones', 200),
      keys.press('1', 'signalled', 250),
      keys.press('1', 'signalled', 450),
      keys.press('2', 'signalled', 600),
      keys.press('2', 'tones', 640),
    ]).toEqual([true, true, false, false, true, false]);
  });

  it('count twice when they are too far apart to be one press', () => {
    const keys = new MergedKeys();
    expect([keys.press('1', 'tones', 0), keys.press('1', 'signalled', 10_000)]).toEqual([true, true]);
  });
});
