/** What the work throws, for matching on an AppError's code and message; undefined when it does not throw. */
export function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
