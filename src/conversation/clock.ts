/** Milliseconds since the Unix epoch, as the desk sees the time (see DESK_CLOCK). */
export type Clock = () => number;
