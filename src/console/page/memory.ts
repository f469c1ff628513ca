/** The part of Web Storage that is used. */
export type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** JSON in the browser's storage. Blocked or full storage is no fault: what is remembered then lives as long as the page. */
export class Memory {
  private readonly held = new Map<string, unknown>();

  constructor(private readonly storage: () => Storage) {}

  read<T>(key: string, otherwise: T): T {
    if (this.held.has(key)) return this.held.get(key) as T;
    try {
      const text = this.storage().getItem(key);
      return text === null ? otherwise : (JSON.parse(text) as T);
    } catch {
      return otherwise;
    }
  }

  write(key: string, value: unknown): void {
    this.held.set(key, value);
    try {
      if (value === undefined) this.storage().removeItem(key);
      else this.storage().setItem(key, JSON.stringify(value));
    } catch {
      // Kept in `held`.
    }
  }
}
