import type { Figure } from '../../wire';
import { figureText } from './room-words';

interface FigureGridProps {
  /** For screen readers: what these figures are of. */
  readonly label: string;
  readonly figures: readonly Figure[];
}

/** Figures, each with its written definition one key press away. */
export function FigureGrid({ label, figures }: FigureGridProps) {
  return (
    <ul class="figures" aria-label={label}>
      {figures.map((figure) => (
        <li key={figure.id}>
          <p>{figure.label}</p>
          <p class="figure-value">{figureText(figure)}</p>
          <details>
            <summary>
              <span class="hidden">{figure.label}の</span>定義
            </summary>
            <p>{figure.definition}</p>
          </details>
        </li>
      ))}
    </ul>
  );
}
