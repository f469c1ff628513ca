/** kuromoji's reader of its word table, as far as it is replaced. */
interface WordTable {
  target_map: Record<number, ArrayLike<number>>;
  loadTargetMap(file: Uint8Array): unknown;
}

/**
 * Makes kuromoji keep its word table as numbers. kuromoji 0.1.2 turns tid_map.dat into one JavaScript array for each of
 * 325,000 words: 80 MB of heap and half a second of garbage collection at every start. *Only* the reading of that one
 * file is replaced; test/unit/language compares the tokens with the original's. `table`: the prototype of kuromoji's
 * TokenInfoDictionary.
 */
export function compactKuromoji(table: WordTable): void {
  table.loadTargetMap = function (this: WordTable, file: Uint8Array) {
    this.target_map = compactMap(file);
    return this;
  };
}

/** The file is little-endian 32-bit numbers: how many keys, then for each its key, how many values, and the values. */
function compactMap(file: Uint8Array): Record<number, ArrayLike<number>> {
  const numbers = new Int32Array(file.buffer, file.byteOffset, file.byteLength >> 2);
  const places: number[] = [];
  for (let at = 1; at < numbers.length; at += 2 + (numbers[at + 1] ?? 0)) {
    // The file is padded with zeros, which read as an empty list for key 0: the class of all letters that no other class has.
    if (numbers[at + 1]) places[numbers[at] ?? 0] = at + 1;
  }
  const placeOf = Uint32Array.from(places, (place) => place ?? 0);
  return new Proxy<Record<number, ArrayLike<number>>>(
    {},
    {
      get: (_, key) => {
        const place = placeOf[Number(key)];
        return place ? numbers.subarray(place + 1, place + 1 + (numbers[place] ?? 0)) : undefined;
      },
    },
  );
}
