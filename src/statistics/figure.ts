import { FIGURES, type FigureDefinition, type FigureId } from './figure-definitions';
import type { Limits } from './limits';

/** A figure with its definition in words. Null: nothing happened that it could be made of. */
export interface Figure {
  readonly id: FigureId;
  readonly label: string;
  readonly value: number | null;
  readonly unit: FigureDefinition['unit'];
  readonly definition: string;
}

/** Values of the figures of one scope. */
export type FigureValues<S extends FigureDefinition['scope']> = Readonly<
  Record<Extract<(typeof FIGURES)[number], { scope: S }>['id'], number | null>
>;

/** Puts names and definitions to values; seconds come out whole, shares with one decimal. */
export function figuresOf(values: Partial<Record<FigureId, number | null>>, limits: Limits): Figure[] {
  return FIGURES.flatMap(({ id, label, unit, define }) => {
    const value = values[id];
    if (value === undefined) return [];
    return [
      { id, label, unit, value: value === null ? null : rounded(value, unit), definition: define(limits) },
    ];
  });
}

/** Per cent; null of nothing. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole;
}

function rounded(value: number, unit: Figure['unit']): number {
  return unit === '%' ? Math.round(value * 10) / 10 : Math.round(value);
}
