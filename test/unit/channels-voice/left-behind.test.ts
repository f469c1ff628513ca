import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AriClient } from '../../../src/channels/voice/carriers/asterisk/ari-client';
import { clearUp } from '../../../src/channels/voice/carriers/asterisk/left-behind';

/** What Asterisk has after a desk died: one call that waits for a person, one with the desk, one in a talk, and one of the desk of now. */
const BRIDGES = [
  { id: 'desk-b1', channels: ['1.1', 'desk-audio1'] },
  { id: 'desk-b2', channels: ['2.1'] },
  { id: 'desk-b3', channels: ['3.1', 'desk-person-3'] },
  { id: 'desk-b4', channels: ['4.1', 'desk-audio4'] },
  { id: 'desk-b5', channels: [] },
  { id: 'a-conference', channels: ['9.1'] },
];
const CHANNELS = [
  ...['1.1', 'desk-audio1', 'desk-person-1', '2.1', '3.1', 'desk-person-3'],
  ...['4.1', 'desk-audio4', 'desk-person-4', 'desk-person-5'],
];
const OWN = ['4.1', 'desk-audio4', 'desk-b4', 'desk-person-4'];

let server: Server;
let asked: string[];
let ari: AriClient;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    if (request.method !== 'GET') asked.push(`${request.method} ${request.url?.replace(/\?$/, '')}`);
    response.end(request.method === 'GET' ? JSON.stringify(BRIDGES) : '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  ari = new AriClient({ url: `http://127.0.0.1:${port}`, user: 'u', password: 'p', app: 'madoguchi' });
});
afterEach(() => void server.close());

it('sends callers to a person, ends what is without a caller, and leaves talks and its own calls alone', async () => {
  await clearUp(ari, CHANNELS, (id) => OWN.includes(id));
  expect(asked.sort()).toEqual([
    'DELETE /ari/bridges/desk-b1',
    'DELETE /ari/bridges/desk-b2',
    'DELETE /ari/bridges/desk-b5',
    'DELETE /ari/channels/desk-audio1',
    'DELETE /ari/channels/desk-person-1',
    'DELETE /ari/channels/desk-person-5',
    'POST /ari/channels/1.1/continue',
    'POST /ari/channels/2.1/continue',
  ]);
});
