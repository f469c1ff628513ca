import { nextPage } from '../../../src/accounts/next-page';

describe('where the sign-in leads', () => {
  it.each([
    '/console',
    '/console?view=queue',
    '/console/account',
    '/console/account/totp',
    '/console/room?from=2021-06-04',
  ])('to %s', (page) => expect(nextPage(page)).toBe(page));

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example/console',
    'javascript:alert(1)',
    '/console//evil.example/..',
    '/console/../faq',
    '/console/%2e%2e/faq',
    '/console\\..\\faq',
    '/console\r\nset-cookie: x=y',
    '/console\tx',
    '/consoles',
    '/console@evil.example',
    '/console/sign-in?next=/console',
    '/console/sign-in/link?token=x',
    '/console/sign-out',
    '/console/api/me',
    '/console/feed',
    '/',
    '',
    `/console?${'x'.repeat(600)}`,
    null,
    undefined,
  ])('3.7.2 to the console, not to %j', (page) => expect(nextPage(page)).toBe('/console'));
});
