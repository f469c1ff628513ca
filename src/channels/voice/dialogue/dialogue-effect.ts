import type { Pace, Segmentation, SpokenText } from '../ports';
import type { EndReason } from './dialogue-state';

export type Wish =
  | { readonly kind: 'callback'; readonly number: 'own' | { readonly keyed: string } }
  | { readonly kind: 'message'; readonly text: string };

/** One member each, so that they can be told apart. */
type OfKind<K extends string> = K extends string ? { readonly kind: K } : never;

/** What the call driver does for the dialogue; every answer comes back as an event. */
export type Effect =
  | OfKind<'pick-up' | 'flush' | 'pause' | 'resume' | 'cancel-transfer' | 'send-map' | 'hang-up'>
  | {
      readonly kind: 'say';
      readonly id: number;
      readonly pieces: readonly SpokenText[];
      readonly pace: Pace;
      readonly loud: boolean;
    }
  /** Some seconds of the sound that says "still connected". */
  | { readonly kind: 'hold'; readonly id: number }
  | { readonly kind: 'expect'; readonly segmentation: Segmentation }
  /** To the bot, as the caller's words. */
  | { readonly kind: 'ask'; readonly turn: number; readonly text: string; readonly by: 'voice' | 'key' }
  /** Rings a person; undefined: whoever answers for the city. */
  | { readonly kind: 'transfer'; readonly operatorId: string | undefined }
  | { readonly kind: 'wish'; readonly wish: Wish }
  /** The call is over, exactly once; nothing follows. */
  | { readonly kind: 'end'; readonly reason: EndReason; readonly phase: string };
