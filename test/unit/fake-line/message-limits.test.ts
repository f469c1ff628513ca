import type { messagingApi } from '@line/bot-sdk';
import { FakeLine } from '../../fakes/line/fake-line';
import { lineClient, refusalOf } from './line-client';

let line: FakeLine;
beforeAll(async () => {
  line = await new FakeLine().start();
});
afterAll(() => line.stop());

function push(messages: unknown[]) {
  const to = line.user('花子').userId;
  return lineClient(line).pushMessage({ to, messages: messages as messagingApi.Message[] });
}

const TEXT = { type: 'text', text: '会場は2つあります。' };
const quick = (...labels: string[]) => ({
  items: labels.map((label) => ({ type: 'action', action: { type: 'message', label, text: label } })),
});
const bubble = (contents: unknown[]) => ({
  type: 'flex',
  altText: '会場',
  contents: { type: 'bubble', body: { type: 'box', layout: 'vertical', contents } },
});
const para = (text: string) => ({ type: 'text', text, wrap: true });
const button = (action: unknown) => ({ type: 'button', action });

test.each<[string, unknown]>([
  ['5,000 units of text', { type: 'text', text: '狛'.repeat(5000) }],
  ['13 quick replies', { ...TEXT, quickReply: quick(...Array.from({ length: 13 }, (_, n) => `選択${n}`)) }],
  ['a label of 20 families', { ...TEXT, quickReply: quick('👨‍👩‍👧'.repeat(20)) }],
  [
    'a location',
    { type: 'location', title: '会場', address: '（見本）', latitude: 35.63, longitude: 139.57 },
  ],
  [
    'a bubble with buttons',
    bubble([para('あ'), button({ type: 'uri', label: '地図', uri: 'https://example.jp/' })]),
  ],
  ['a telephone button', bubble([button({ type: 'uri', label: '電話', uri: 'tel:0000000000' })])],
  [
    'a carousel of 12',
    {
      ...bubble([]),
      contents: { type: 'carousel', contents: Array(12).fill(bubble([para('い')]).contents) },
    },
  ],
])('%s is taken', async (_name, message) => {
  await expect(push([message])).resolves.toMatchObject({
    sentMessages: [{ id: expect.stringMatching(/^\d+$/) as string }],
  });
});

test.each<[string, unknown, string]>([
  ['5,001 units', { type: 'text', text: '狛'.repeat(5001) }, 'messages[0].text'],
  ['empty text', { type: 'text', text: '' }, 'messages[0].text'],
  ['half a character', { type: 'text', text: '😀'.slice(0, 1) }, 'messages[0].text'],
  ['no text', { type: 'text' }, 'messages[0].text'],
  ['an unknown kind', { type: 'speech', text: 'あ' }, 'messages[0].type'],
  ['an unknown field', { ...TEXT, markdown: true }, 'messages[0]'],
  [
    '14 quick replies',
    { ...TEXT, quickReply: quick(...Array<string>(14).fill('い')) },
    'messages[0].quickReply.items',
  ],
  ['no quick reply', { ...TEXT, quickReply: quick() }, 'messages[0].quickReply.items'],
  [
    'a label of 21',
    { ...TEXT, quickReply: quick('あ'.repeat(21)) },
    'messages[0].quickReply.items[0].action.label',
  ],
  [
    'data of 301',
    {
      ...TEXT,
      quickReply: {
        items: [{ type: 'action', action: { type: 'postback', label: 'あ', data: 'x'.repeat(301) } }],
      },
    },
    'messages[0].quickReply.items[0].action.data',
  ],
  [
    'displayText of 301',
    {
      ...TEXT,
      quickReply: {
        items: [
          {
            type: 'action',
            action: { type: 'postback', label: 'あ', data: 'x', displayText: 'あ'.repeat(301) },
          },
        ],
      },
    },
    'messages[0].quickReply.items[0].action.displayText',
  ],
  [
    'a switch of rich menus',
    {
      ...TEXT,
      quickReply: {
        items: [
          {
            type: 'action',
            action: { type: 'richmenuswitch', label: 'あ', richMenuAliasId: 'a', data: 'x' },
          },
        ],
      },
    },
    'messages[0].quickReply.items[0].action.type',
  ],
  ['a sender of 21', { ...TEXT, sender: { name: 'あ'.repeat(21) } }, 'messages[0].sender.name'],
  ['a sender called LINE', { ...TEXT, sender: { name: 'ＬＩＮＥ担当' } }, 'messages[0].sender.name'],
  [
    'an icon without https',
    { ...TEXT, sender: { iconUrl: 'http://a.example/' } },
    'messages[0].sender.iconUrl',
  ],
  ['altText of 1,501', { ...bubble([para('あ')]), altText: 'あ'.repeat(1501) }, 'messages[0].altText'],
  ['no altText', { ...bubble([para('あ')]), altText: undefined }, 'messages[0].altText'],
  ['a bubble over 30 KB', bubble(Array(20).fill(para('あ'.repeat(600)))), 'messages[0].contents'],
  ['an empty bubble', { ...bubble([]), contents: { type: 'bubble' } }, 'messages[0].contents'],
  [
    '13 bubbles',
    {
      ...bubble([]),
      contents: { type: 'carousel', contents: Array(13).fill(bubble([para('い')]).contents) },
    },
    'messages[0].contents.contents',
  ],
  [
    'script in a link',
    bubble([button({ type: 'uri', label: 'あ', uri: 'javascript:alert(1)' })]),
    'messages[0].contents.body.contents[0].action.uri',
  ],
  [
    'a link of 1,001',
    bubble([button({ type: 'uri', label: 'あ', uri: `https://a.example/${'x'.repeat(1000)}` })]),
    'messages[0].contents.body.contents[0].action.uri',
  ],
  [
    'a button in a baseline',
    bubble([
      { type: 'box', layout: 'baseline', contents: [button({ type: 'message', label: 'あ', text: 'あ' })] },
    ]),
    'messages[0].contents.body.contents[0].contents[0]',
  ],
  [
    'a colour by name',
    bubble([{ ...para('あ'), color: 'red' }]),
    'messages[0].contents.body.contents[0].color',
  ],
  ['a text without text', bubble([{ type: 'text' }]), 'messages[0].contents.body.contents[0].text'],
  [
    'a place off the earth',
    { type: 'location', title: 'あ', address: 'い', latitude: 91, longitude: 0 },
    'messages[0].latitude',
  ],
  [
    'a title of 101',
    { type: 'location', title: 'あ'.repeat(101), address: 'い', latitude: 1, longitude: 0 },
    'messages[0].title',
  ],
])('%s is refused with its place', async (_name, message, property) => {
  const refused = await refusalOf(push([message]));
  expect(refused.status).toBe(400);
  expect(refused.details.map((detail) => detail.split(': ')[0])).toContain(property);
});

test('a call carries one to five messages', async () => {
  expect((await refusalOf(push([]))).details).toEqual(['messages: Size must be between 1 and 5']);
  expect((await refusalOf(push(Array(6).fill(TEXT)))).details).toEqual([
    'messages: Size must be between 1 and 5',
  ]);
});
