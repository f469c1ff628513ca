export type PersonalDataKind =
  | 'phone'
  | 'mynumber'
  | 'card'
  | 'email'
  | 'postal'
  | 'ticket'
  | 'birthdate'
  | 'address'
  | 'name'
  | 'account';

/** One piece of personal data: UTF-16 offsets into the text as it was given, `text` = the piece itself. */
export interface Span {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A morpheme as the name recogniser needs it; `Token` of src/language fits. */
interface NameToken {
  readonly surface: string;
  readonly personName?: boolean;
}

export interface PersonalDataOptions {
  /** What the city itself publishes (venue addresses and names, its telephone numbers): never personal. */
  readonly allow?: readonly string[];
  /** Finds names outside the built-in list of surnames. Called with short stretches of kanji and kana only. */
  readonly tokenize?: (text: string) => readonly NameToken[];
}

/** What a recogniser sees: the folded text has the same length as the original, so offsets are shared. */
export interface Recogniser {
  (folded: string, options: PersonalDataOptions): Found[];
}

export interface Found {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
}
