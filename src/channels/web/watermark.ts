/** How far a client says it has read: the number of a message. '', '-' and 'null' mean from the start; more than there is means all. */
export function readWatermark(given: string | null, lastSeq: number): number {
  return given !== null && /^\d{1,9}$/.test(given) ? Math.min(Number(given), lastSeq) : 0;
}
