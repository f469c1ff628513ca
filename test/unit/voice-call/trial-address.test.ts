import { readConfig } from '../../../src/config';

const ARI = { ARI_URL: 'http://127.0.0.1:8088', ARI_USER: 'desk', ARI_PASSWORD: 'secret' };

describe('whom 0 rings', () => {
  it.each([
    ['on the page for trying alone, its visitor', { VOICE_DEMO: 'true' }, 'demo'],
    ['with a telephone besides, nobody who is not named', { VOICE_DEMO: 'true', ...ARI }, undefined],
    ['without the page, nobody who is not named', {}, undefined],
    ['always who is named', { VOICE_DEMO: 'true', VOICE_OPERATOR_ADDRESS: 'PJSIP/600' }, 'PJSIP/600'],
  ])('%s', (_, env, address) => {
    expect(readConfig(env).voice.operatorAddress).toBe(address);
  });
});
