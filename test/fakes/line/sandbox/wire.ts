/** What the page is told, and what it may ask; shared by both sides. */
export interface SandboxView {
  readonly account: string;
  readonly talks: readonly { readonly id: string; readonly label: string }[];
  readonly lines: readonly ViewLine[];
  readonly quickReplies: readonly string[];
  /** Three dots move. */
  readonly loading: boolean;
  /** Only people can block; absent in a group. */
  readonly friend?: boolean;
  readonly menu?: ViewMenu;
  /** What the platform has to say about the desk, newest last. */
  readonly notices: readonly string[];
}

export interface ViewLine {
  readonly id: string;
  readonly mine: boolean;
  readonly name: string;
  /** `HH:MM` in Japan. */
  readonly at: string;
  /** Whether it was answered for nothing or counts as a message. */
  readonly via: 'user' | 'reply' | 'push';
  readonly parts: readonly ViewPart[];
}

/** A bubble is a row of these. */
export type ViewPart =
  | { readonly kind: 'text'; readonly text: string; readonly bold?: boolean }
  | { readonly kind: 'button'; readonly label: string; readonly button: number }
  | { readonly kind: 'link'; readonly label: string; readonly href: string };

export interface ViewMenu {
  readonly barText: string;
  readonly image: string;
  readonly areas: readonly {
    readonly label: string;
    /** Percent of the picture. */
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
    readonly href?: string;
  }[];
}

export type SandboxAct =
  | { readonly act: 'say'; readonly text: string; readonly mention: boolean }
  | { readonly act: 'send'; readonly kind: 'sticker' | 'image' | 'location' }
  | { readonly act: 'quick'; readonly index: number }
  | { readonly act: 'menu'; readonly index: number }
  | { readonly act: 'button'; readonly line: string; readonly button: number }
  | { readonly act: 'unsend'; readonly line: string }
  | { readonly act: 'block' | 'follow' | 'again' };
