/** A component was drawn outside the session: a fault of the page itself. */
export class AppMissing extends Error {
  constructor() {
    super('A component of the console stands outside SessionContext: draw it below <Desk>.');
  }
}
