import type {
  AuditLine,
  BriefReader,
  OpeningChange,
  OpeningState,
  OperatorDetails,
  OperatorPatch,
  RoomState,
  StatisticsReport,
} from '../../wire-supervisor';
import type { Masked } from '../../wire';
import type { Api } from '../api';

const part = encodeURIComponent;

/** The supervisor's part of the console's HTTP interface. Throws ApiRefusal like Api. */
export class SupervisorApi {
  constructor(private readonly api: Api) {}

  room(): Promise<RoomState> {
    return this.api.call('GET', 'room');
  }

  statistics(from: string, to: string): Promise<StatisticsReport> {
    return this.api.call('GET', `statistics?from=${part(from)}&to=${part(to)}`);
  }

  operators(): Promise<readonly OperatorDetails[]> {
    return this.api.call('GET', 'operators');
  }

  change(operatorId: string, patch: OperatorPatch): Promise<OperatorDetails> {
    return this.api.call('PATCH', `operators/${part(operatorId)}`, patch);
  }

  takeOver(handoffId: string): Promise<{ conversationId: string }> {
    return this.api.call('POST', `handoffs/${part(handoffId)}/take-over`, {});
  }

  /** Its beginning is in the audit log. */
  listen(conversationId: string): Promise<void> {
    return this.api.call('POST', `conversations/${part(conversationId)}/listen`, {});
  }

  whisper(conversationId: string, whisper: { key: string; text: string }): Promise<Masked | undefined> {
    return this.api.call('POST', `conversations/${part(conversationId)}/whisper`, whisper);
  }

  drain(site: string, on: boolean): Promise<void> {
    return this.api.call('POST', `sites/${part(site)}/${on ? 'drain' : 'undrain'}`, {});
  }

  opening(): Promise<OpeningState> {
    return this.api.call('GET', 'opening');
  }

  changeOpening(change: OpeningChange): Promise<OpeningState> {
    return this.api.call('PUT', 'opening', change);
  }

  briefReaders(): Promise<readonly BriefReader[]> {
    return this.api.call('GET', 'brief/status');
  }

  audit(before?: number): Promise<readonly AuditLine[]> {
    return this.api.call('GET', before === undefined ? 'audit' : `audit?before=${before}`);
  }
}

/** Where the table for Excel is fetched from. */
export function csvAddress(from: string, to: string): string {
  return `/console/api/statistics?from=${part(from)}&to=${part(to)}&format=csv`;
}
