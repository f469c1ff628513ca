import type { Figure } from '../../wire';
import type { OpeningDay } from '../../wire-supervisor';
import { durationText } from '../words';

/** 「3分05秒」, 「42.5%」, 「—」 when there is nothing that the figure could be made of. */
export function figureText({ value, unit }: Pick<Figure, 'value' | 'unit'>): string {
  if (value === null) return '—';
  if (unit === '秒') return durationText(value * 1000);
  return `${value.toLocaleString('ja-JP')}${unit}`;
}

/** 「9:00〜12:00、13:00〜17:00」 */
export function blocksText(blocks: OpeningDay['blocks']): string {
  if (blocks.length === 0) return '休み';
  return blocks.map(({ from, to }) => `${from.replace(/^0/, '')}〜${to.replace(/^0/, '')}`).join('、');
}

/** Why a day is as it is. */
export function dayKindText({ kind, reason }: Pick<OpeningDay, 'kind' | 'reason'>): string {
  if (kind === 'special') return `変更：${reason ?? ''}`;
  if (kind === 'closure') return `臨時の休み：${reason ?? ''}`;
  return kind === 'holiday' ? '祝日' : '';
}

/** 「9:00-12:00 13:00-17:00」 as typed, read leniently; undefined when it cannot be read. Empty: closed. */
export function readBlocks(typed: string): { from: string; to: string }[] | undefined {
  const parts = typed
    .normalize('NFKC')
    .split(/[\s,、]+/)
    .filter((part) => part !== '');
  const blocks = parts.map((part) => /^(\d{1,2}):(\d{2})[-~〜～](\d{1,2}):(\d{2})$/.exec(part));
  if (blocks.some((block) => block === null)) return undefined;
  return blocks.map((block) => ({
    from: `${block?.[1]?.padStart(2, '0')}:${block?.[2]}`,
    to: `${block?.[3]?.padStart(2, '0')}:${block?.[4]}`,
  }));
}

/** 「6月4日」 for 2021-06-04. */
export function dateText(day: string): string {
  const [, month, date] = day.split('-');
  return `${Number(month)}月${Number(date)}日`;
}

/** The day so many days before `day` (YYYY-MM-DD). */
export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
