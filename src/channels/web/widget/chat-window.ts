import { element, icon } from './element';
import { messages } from './messages';
import { FULL_SCREEN, styles } from './styles';

const BALLOON = 'M4 3h16a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-8l-5.5 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z';
const CROSS = 'M6 4.6 4.6 6l6 6-6 6L6 19.4l6-6 6 6 1.4-1.4-6-6 6-6L18 4.6l-6 6z';
const PERSON = 'M12 3a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM3 21c0-4.5 4-7 9-7s9 2.5 9 7z';

export interface ChatWindowParts {
  readonly title: string;
  readonly talk: HTMLElement;
  readonly status: HTMLElement;
  readonly count: HTMLElement;
  readonly form: HTMLElement;
  /** Where a keyboard starts when the dialog opens. */
  readonly input: HTMLElement;
  /** Where a finger starts: focusing the input would raise the keyboard over the conversation. */
  readonly log: HTMLElement;
}

export interface ChatWindowEvents {
  onToggle(open: boolean): void;
  onPerson(): void;
}

/** The launcher and the dialog, in a shadow root that page styles cannot reach. */
export class ChatWindow {
  readonly host = document.createElement('madoguchi-chat');
  private readonly dialog: HTMLElement;
  private readonly launcher: HTMLButtonElement;
  private readonly label = element('span', {}, messages.launch);
  private readonly person = element(
    'button',
    { class: 'person', type: 'button', click: () => this.events.onPerson() },
    icon(PERSON),
    messages.person,
  );
  private readonly unread = element('span', { class: 'unread', role: 'status' });

  constructor(
    private readonly parts: ChatWindowParts,
    private readonly events: ChatWindowEvents,
  ) {
    this.dialog = this.buildDialog();
    this.launcher = element(
      'button',
      {
        class: 'primary launcher',
        type: 'button',
        'aria-haspopup': 'dialog',
        'aria-expanded': 'false',
        click: () => this.toggle(!this.isOpen),
      },
      icon(BALLOON),
      this.label,
    );
    const root = this.host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
    const dock = element('div', { class: 'dock' }, this.unread, this.launcher);
    root.append(element('div', { class: 'window', lang: 'ja' }, this.dialog, dock));
    this.fitAboveKeyboard();
  }

  get isOpen(): boolean {
    return !this.dialog.hidden;
  }

  toggle(open: boolean): void {
    this.show(open);
    if (open) this.focusTalk();
    else this.launcher.focus();
  }

  /** Opens or closes without moving the focus. */
  show(open: boolean): void {
    this.dialog.hidden = !open;
    this.launcher.setAttribute('aria-expanded', String(open));
    this.label.textContent = open ? messages.close : messages.launch;
    this.events.onToggle(open);
  }

  setUnread(count: number): void {
    this.unread.textContent = count > 0 ? messages.unread(count) : '';
  }

  /** Whoever talks with a person need not ask for one. */
  offerPerson(offered: boolean): void {
    this.person.hidden = !offered;
  }

  /** After a choice: back to where the next thing is said or read. */
  focusTalk(): void {
    (matchMedia('(pointer: coarse)').matches ? this.parts.log : this.parts.input).focus();
  }

  get fillsScreen(): boolean {
    return matchMedia(FULL_SCREEN).matches;
  }

  private buildDialog(): HTMLElement {
    const { title, talk, status, count, form } = this.parts;
    const close = element(
      'button',
      { class: 'close', type: 'button', 'aria-label': messages.close, click: () => this.toggle(false) },
      icon(CROSS),
    );
    const head = element('div', { class: 'top' }, element('h2', { id: 'title' }, title), close);
    const foot = element(
      'div',
      { class: 'foot' },
      status,
      element('div', { class: 'aside' }, this.person, count),
      form,
      element('p', { class: 'privacy', id: 'privacy' }, messages.privacy),
    );
    return element(
      'section',
      {
        class: 'dialog',
        role: 'dialog',
        'aria-modal': 'false',
        'aria-labelledby': 'title',
        hidden: true,
        keydown: (event: KeyboardEvent) => {
          if (event.key === 'Escape' && !event.isComposing) this.toggle(false);
        },
        focusout: (event: FocusEvent) => this.left(event),
      },
      element('div', { class: 'frame' }, head, talk, foot),
    );
  }

  /** On a phone the dialog covers the page: focus that moves on to the page must not be hidden behind it. */
  private left({ relatedTarget }: FocusEvent): void {
    const outside =
      relatedTarget instanceof Node &&
      !this.host.contains(relatedTarget) &&
      !this.dialog.contains(relatedTarget);
    if (outside && this.fillsScreen) this.show(false);
  }

  /** On phones the on-screen keyboard covers the bottom of the page; the dialog ends above it. */
  private fitAboveKeyboard(): void {
    const view = window.visualViewport;
    if (!view) return;
    const fit = (): void => {
      const zoomed = view.scale > 1.01;
      this.host.style.setProperty('--height', zoomed ? '100dvh' : `${view.height}px`);
      this.host.style.setProperty('--top', zoomed ? '0px' : `${view.offsetTop}px`);
    };
    view.addEventListener('resize', fit);
    view.addEventListener('scroll', fit);
    fit();
  }
}
