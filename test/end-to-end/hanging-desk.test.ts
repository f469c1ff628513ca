import { runDesk } from '../helpers/running-desk';
import { HANGING } from '../helpers/hanging';
import { waitUntil } from '../helpers/wait-until';
import { WebClient } from '../helpers/web-client';

it('a desk that hangs is ended within half a minute, and its citizens are answered after the next start', async () => {
  const desk = await runDesk({ NODE_OPTIONS: `--require "${HANGING}"` });
  try {
    const citizen = await new WebClient(desk.origin).start();
    const ended = await desk.signal('SIGUSR2');
    expect(ended.code).toBeNull();
    expect(ended.ms).toBeGreaterThan(13_000);
    expect(ended.ms).toBeLessThan(30_000);
    await desk.startAgain();
    await citizen.resume();
    await citizen.listen();
    const { id } = await citizen.say('当日の持ち物は何ですか');
    await waitUntil('the answer', () => citizen.kept.some(({ replyToId }) => replyToId === id));
    citizen.close();
  } finally {
    await desk.stop();
  }
});
