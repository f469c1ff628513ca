declare module 'kuromoji/src/dict/TokenInfoDictionary' {
  class TokenInfoDictionary {
    target_map: Record<number, ArrayLike<number>>;
    loadTargetMap(file: Uint8Array): this;
  }
  export = TokenInfoDictionary;
}
