import type { IncomingHttpHeaders } from 'node:http';
import type { WebSocket } from 'ws';
import type { Staff } from '../../accounts/staff';
import type { FeedFrame } from '../wire';

export type RawSocket = Pick<
  WebSocket,
  'send' | 'ping' | 'close' | 'terminate' | 'on' | 'readyState' | 'bufferedAmount'
>;

const OPEN = 1;
/** A console that does not read must not fill the desk's memory; it connects again and resumes. */
const MOST_UNREAD_BYTES = 4 * 1024 * 1024;
const GOING_AWAY = 1001;
/** Of our own: the session has ended, do not connect again before the sign-in. */
const SIGNED_OUT = 4401;

/** One window of a console. */
export class FeedSocket {
  private alive = true;

  /** Unlike any other, on any node. */
  readonly id: string;
  readonly staff: Staff;
  /** Of the handshake: the session is asked for again by them. */
  readonly headers: IncomingHttpHeaders;

  constructor(
    private readonly socket: RawSocket,
    { id, staff, headers }: Pick<FeedSocket, 'id' | 'staff' | 'headers'>,
  ) {
    this.id = id;
    this.staff = staff;
    this.headers = headers;
    socket.on('pong', () => (this.alive = true));
    socket.on('error', () => socket.terminate());
  }

  get operatorId(): string {
    return this.staff.operator.id;
  }

  get isOpen(): boolean {
    return this.socket.readyState === OPEN;
  }

  send(frame: FeedFrame): void {
    this.sendText(JSON.stringify(frame));
  }

  /** A frame as JSON, made once for many sockets. */
  sendText(json: string): void {
    if (!this.isOpen) return;
    if (this.socket.bufferedAmount > MOST_UNREAD_BYTES) return this.socket.terminate();
    this.socket.send(json);
  }

  /** Ends the socket when the last ping was not answered. */
  checkAlive(): void {
    if (!this.alive) return this.socket.terminate();
    this.alive = false;
    if (this.isOpen) this.socket.ping();
  }

  signOut(): void {
    this.send({ type: 'signed-out' });
    this.socket.close(SIGNED_OUT);
  }

  end(): void {
    this.socket.close(GOING_AWAY);
  }
}
