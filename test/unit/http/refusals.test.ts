import { refuseWeb, WEB_REFUSAL_CODES } from '../../../src/channels/web/refusals';
import { refuse, REFUSAL_CODES } from '../../../src/http/refusals';

describe('every refusal', () => {
  const all = [
    ...REFUSAL_CODES.map((code) => refuse(code)),
    ...WEB_REFUSAL_CODES.map((code) => refuseWeb(code)),
  ];

  it.each(all.map((reply) => [reply.refusal?.code, reply] as const))(
    '%s is a polite Japanese sentence with a status of its kind',
    (_code, reply) => {
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(reply.refusal?.message).toMatch(/(ください|おりません|できません|でした|ありません)。/);
      expect(reply.refusal?.message).not.toMatch(/[A-Za-z]{3}/);
    },
  );

  it('has a code of its own', () => {
    expect(new Set(all.map(({ refusal }) => refusal?.code)).size).toBe(all.length);
  });
});
