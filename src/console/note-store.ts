import type { Queryable } from '../storage/db';
import type { Note } from './wire';

export interface NewNote {
  readonly conversationId: string;
  readonly operatorId: string;
  /** The same key again is the same note. */
  readonly key: string;
  readonly kind: Note['kind'];
  /** Masked. */
  readonly text: string;
  /** Milliseconds, the desk's clock. */
  readonly at: number;
}

interface NoteRow {
  readonly id: string;
  readonly operator_id: string;
  readonly display_name: string;
  readonly at: Date;
  readonly text: string;
  readonly kind: Note['kind'];
}

/** Stores a private note, a whisper or a note of transfer. After the commit, wake the conversation's watchers. */
export async function addNote(q: Queryable, city: string, note: NewNote): Promise<void> {
  await q.query(
    `insert into note (city, conversation_id, operator_id, key, kind, at, text) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (conversation_id, operator_id, key) do nothing`,
    [city, note.conversationId, note.operatorId, note.key, note.kind, new Date(note.at), note.text],
  );
}

/** The notes of a conversation, oldest first. */
export async function notesOf(q: Queryable, city: string, conversationId: string): Promise<Note[]> {
  const rows = await q.query<NoteRow>(
    `select n.id::text, n.operator_id, o.display_name, n.at, n.text, n.kind from note n join operator o on o.id = n.operator_id
     where n.conversation_id = $1 and n.city = $2 order by n.id`,
    [conversationId, city],
  );
  return rows.map(({ id, operator_id, display_name, at, text, kind }) => ({
    id,
    by: { id: operator_id, label: display_name },
    at: at.toISOString(),
    text,
    kind,
  }));
}

/** How many notes each of these conversations has; conversations without any are left out. */
export async function countNotes(
  q: Queryable,
  city: string,
  conversationIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await q.query<{ conversation_id: string; notes: number }>(
    `select conversation_id, count(*)::int as notes from note where city = $1 and conversation_id = any($2) group by conversation_id`,
    [city, conversationIds],
  );
  return new Map(rows.map(({ conversation_id, notes }) => [conversation_id, notes]));
}
