import { join } from 'node:path';

/** For `node --require`: SIGUSR2 then makes the process hang. */
export const HANGING = join(__dirname, 'hang.cjs');
