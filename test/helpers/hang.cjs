/** For `node --require`: SIGUSR2 makes the process stand still for ever, as an endless loop does, without using the processor. */
const { isMainThread } = require('node:worker_threads');

if (isMainThread) process.on('SIGUSR2', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
