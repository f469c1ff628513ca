/** NOTIFY channel; the payload is the id of a handoff that has changed. */
export const HANDOFF_CHANNEL = 'handoff';

/** NOTIFY channel; the payload is the id of an operator whose state or room for more has changed. */
export const PRESENCE_CHANNEL = 'presence';
