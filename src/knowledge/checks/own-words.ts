import { placeIn, type Check } from '../draft';

/** A situation tells what happened without the entry's own noun; with it, it is one more phrasing and teaches little. */
export const checkOwnWords: Check = ({ entries }) =>
  entries.flatMap((placed) => {
    const noun = placed.entry.keywords[0] ?? '';
    return placed.entry.situations.flatMap((text, i) =>
      noun !== '' && text.includes(noun)
        ? [
            {
              ...placeIn(placed, 'situations', i),
              code: 'situation.own-word',
              message: `situations の「${text}」に、その項目の言葉「${noun}」が入っています`,
              hint: `「${noun}」を使わずに、その人に起きたことを書いてください。そのままなら phrasings に移してください`,
              severity: 'warning' as const,
            },
          ]
        : [],
    );
  });
