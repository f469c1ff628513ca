import type { Entry } from './entry';
import type { Pack } from './pack';
import type { FileKind } from './pack-files';
import type { Path, Source } from './parse-entries';
import type { Place, Problem } from './problem';

/** An entry with the file that it stands in. */
export interface PlacedEntry {
  readonly entry: Entry;
  readonly source: Source;
  readonly index: number;
}

/** A pack whose files fit their schemas, before the checks between them; knows where everything stands. */
export interface Draft {
  readonly pack: Pack;
  readonly entries: readonly PlacedEntry[];
  /** Ids of entries that do not fit the schema: left out of the checks, yet not unknown. */
  readonly unfitIds: readonly string[];
  /** YAML files of the folder that no part reads: most likely misnamed. */
  readonly unread: readonly string[];
  readonly sources: Readonly<Partial<Record<Exclude<FileKind, 'entries'>, Source>>>;
}

/** One rule about a pack. `now`: milliseconds, the desk's clock. */
export type Check = (draft: Draft, now: number) => Problem[];

/** The place of something within an entry. */
export function placeIn({ source, index }: PlacedEntry, ...path: Path): Place {
  return source.place([index, ...path]);
}

/** The place of something within a single file of the pack. */
export function placeInFile(draft: Draft, kind: Exclude<FileKind, 'entries'>, ...path: Path): Place {
  return draft.sources[kind]?.place(path) ?? { file: `${kind}.yaml`, line: 1, column: 1 };
}
