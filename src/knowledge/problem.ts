/** Where something stands in a knowledge file; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A fault in the data, for the city officer who edits it: message and hint are Japanese. */
export interface Problem extends Place {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly severity: 'error' | 'warning';
}

/** One line for a terminal: `file:line:column message`, then the hint. */
export function describeProblem({ file, line, column, severity, message, hint, code }: Problem): string {
  const weight = severity === 'error' ? '誤り' : '注意';
  return `${file}:${line}:${column} ${weight}: ${message} [${code}]\n    → ${hint}`;
}

/** As somebody reads the files: by name, from top to bottom. */
export function inFileOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) =>
    a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1,
  );
}
