import { Feed, type FeedSocket } from '../../../src/console/page/feed';
import { waitUntil } from '../../helpers/wait-until';

class Line implements FeedSocket {
  readyState = 0;
  bufferedAmount = 0;
  readonly sent: unknown[] = [];
  onopen: FeedSocket['onopen'] = null;
  onmessage: FeedSocket['onmessage'] = null;
  onclose: FeedSocket['onclose'] = null;
  open(): void {
    this.readyState = 1;
    this.onopen?.(new Event('open'));
  }
  tell(data: unknown): void {
    this.onmessage?.({ data: typeof data === 'string' ? data : JSON.stringify(data) } as MessageEvent);
  }
  drop(): void {
    this.readyState = 3;
    this.onclose?.({} as CloseEvent);
  }
  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }
  close(): void {
    this.drop();
  }
}

function begin() {
  const lines: Line[] = [];
  const seen = { links: [] as string[], frames: [] as string[], refused: 0 };
  const last = { seq: 0 };
  const feed = new Feed({
    connect: () => {
      const line = new Line();
      lines.push(line);
      return line;
    },
    random: () => 0,
    lastSeq: () => last.seq,
    events: {
      onFrame: ({ type }) => seen.frames.push(type),
      onLink: (link) => seen.links.push(link),
      onRefused: () => (seen.refused += 1),
    },
  });
  feed.start();
  return { feed, lines, seen, last };
}

test('a lost line is connected again, and every open conversation goes on after its last message', async () => {
  const { feed, lines, seen, last } = begin();
  feed.watch('c1', 'leading');
  lines[0]?.open();
  last.seq = 7;
  lines[0]?.drop();
  await waitUntil('it has come about', () => lines.length === 2);
  lines[1]?.open();
  expect(lines[0]?.sent[0]).toEqual({ type: 'watch', conversationId: 'c1', after: 0, mode: 'leading' });
  expect(lines[1]?.sent[0]).toEqual({ type: 'watch', conversationId: 'c1', after: 7, mode: 'leading' });
  expect(seen.links).toEqual(['open', 'lost', 'open']);
  feed.stop();
});

test('the network back again does not wait out the pause', () => {
  const { feed, lines } = begin();
  lines[0]?.drop();
  feed.retryNow();
  expect(lines).toHaveLength(2);
  feed.stop();
});

test('a line that never opened may mean an ended session: it is told apart from one that broke', () => {
  const { feed, lines, seen } = begin();
  lines[0]?.drop();
  expect(seen.refused).toBe(1);
  feed.retryNow();
  lines[1]?.open();
  lines[1]?.drop();
  expect(seen.refused).toBe(1);
  feed.stop();
});

test('the end of the session ends the feed; signing in again starts it', () => {
  const { feed, lines, seen } = begin();
  lines[0]?.open();
  lines[0]?.tell({ type: 'signed-out' });
  feed.retryNow();
  expect(lines).toHaveLength(1);
  expect(seen.frames).toEqual(['signed-out']);
  feed.start();
  expect(lines).toHaveLength(2);
  feed.stop();
});

test('half a frame breaks the line rather than being skipped; frames of a line given up are not heard', () => {
  const { feed, lines, seen } = begin();
  lines[0]?.open();
  lines[0]?.tell('{"type":"mess');
  expect(seen.links).toEqual(['open', 'lost']);
  lines[0]?.tell({ type: 'state' });
  expect(seen.frames).toEqual([]);
  feed.stop();
});
