/** Numbers names in order of appearance. */
export class Vocabulary {
  private readonly ids: Map<string, number>;

  /** `names`: those already numbered; grows with {@link add}. */
  constructor(readonly names: string[] = []) {
    this.ids = new Map(names.map((name, id) => [name, id]));
  }

  add(name: string): number {
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    this.ids.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  find(name: string): number | undefined {
    return this.ids.get(name);
  }
}
