import type { TurnContext } from 'botbuilder';
import { CHANNELS, type Channel } from '../src/conversation/channel';

/** What the citizen said in this turn. */
export function textOf(context: TurnContext): string {
  return (context.activity.text ?? '').trim();
}

/** The door it came through; anything unknown is treated as the website. */
export function channelOf(context: TurnContext): Channel {
  return CHANNELS.find((channel) => channel === context.activity.channelId) ?? 'web';
}

/** Whether the citizen pressed (or typed) this button. */
export function says(text: string, label: string): boolean {
  const bare = (words: string) => words.normalize('NFKC').replace(/[\s、。,.!?]/g, '');
  return bare(text) === bare(label);
}
