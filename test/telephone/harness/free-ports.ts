import { createSocket } from 'node:dgram';

/** Whole blocks of free UDP ports, for programs that are told a range. They are free now; nothing else here asks for such blocks. */
export async function freeBlock(size: number, random: () => number = Math.random): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const first = 20_000 + 2 * Math.floor(random() * 19_000);
    const ports = Array.from({ length: size }, (_, at) => first + at);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return first;
  }
  throw new Error(`No ${size} free UDP ports in a row.`);
}

export async function freePort(): Promise<number> {
  return freeBlock(1);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    // Of every address: the telephones have several.
    socket.bind(port, () => socket.close(() => resolve(true)));
  });
}
