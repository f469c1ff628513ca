/** Keeps what was used last, up to a number of bytes. */
export class Recent {
  private readonly entries = new Map<string, Buffer>();
  private bytes = 0;

  constructor(private readonly limit: number) {}

  get(key: string): Buffer | undefined {
    const found = this.entries.get(key);
    if (found) {
      this.entries.delete(key);
      this.entries.set(key, found);
    }
    return found;
  }

  set(key: string, value: Buffer): void {
    this.bytes += value.length - (this.entries.get(key)?.length ?? 0);
    this.entries.delete(key);
    this.entries.set(key, value);
    for (const [oldest, { length }] of this.entries) {
      if (this.bytes <= this.limit || oldest === key) return;
      this.entries.delete(oldest);
      this.bytes -= length;
    }
  }
}
