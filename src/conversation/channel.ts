export const CHANNELS = ['web', 'line', 'voice'] as const;

/** The door a citizen came through. */
export type Channel = (typeof CHANNELS)[number];
