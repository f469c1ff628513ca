import { buttons, element } from './element';
import { SoundPlayer } from './loudspeaker';

/** The list of everything that can be heard, with its filter. */
export function startPromptList(): void {
  const list = element('prompts');
  const filter = element<HTMLInputElement>('filter');
  let player: SoundPlayer | undefined;
  list.addEventListener('click', ({ target }) => {
    const name = target instanceof HTMLElement ? target.dataset['sound'] : undefined;
    if (name === undefined) return;
    player ??= new SoundPlayer();
    void hear(player, name);
  });
  filter.addEventListener('input', () => narrow(filter.value.trim()));
}

async function hear(player: SoundPlayer, name: string): Promise<void> {
  const pace = element<HTMLInputElement>('slow').checked ? 'slow' : 'normal';
  say('音声を用意しています。');
  try {
    const response = await fetch(`/voice/demo/sounds/${name}?pace=${pace}`);
    if (!response.ok) return say(await refusalOf(response));
    await player.play(await response.arrayBuffer());
    say('再生しています。');
  } catch {
    say('音声を再生できませんでした。窓口が動いているか、ご確認ください。');
  }
}

async function refusalOf(response: Response): Promise<string> {
  const { error } = (await response.json()) as { readonly error: { readonly message: string } };
  return error.message;
}

function narrow(words: string): void {
  const rows = buttons('#prompts button').map((button) => button.closest('li'));
  let left = 0;
  for (const row of rows) {
    if (row === null) continue;
    row.hidden = !row.textContent.includes(words);
    if (!row.hidden) left++;
  }
  say(`${left}文あります。`);
}

function say(text: string): void {
  element('prompt-status').textContent = text;
}
