import { useMemo } from 'preact/hooks';
import type { Figure, Me } from '../../wire';
import type { RoomState } from '../../wire-supervisor';
import type { Api } from '../api';
import { UnansweredList } from '../call/unanswered-list';
import { timeText } from '../words';
import { AuditTable } from './audit-table';
import { BriefReaders } from './brief-readers';
import { FigureGrid } from './figure-grid';
import { LineTable } from './line-table';
import { OpeningPanel } from './opening-panel';
import { OperatorTable } from './operator-table';
import { RoomPart } from './room-part';
import { SitePanel } from './site-panel';
import { StatisticsPanel } from './statistics-panel';
import { SupervisorApi } from './supervisor-api';
import { TalkTable } from './talk-table';
import { useRoom } from './use-room';

interface RoomViewProps {
  readonly api: Api;
  readonly me: Me;
}

/** The whole room, for whoever leads it; the accounts and the log, for an administrator; what had no answer, for an editor. */
export function RoomView({ api, me }: RoomViewProps) {
  const supervisor = useMemo(() => new SupervisorApi(api), [api]);
  const leads = me.roles.includes('supervisor');
  const administers = me.roles.includes('administrator');
  return (
    <div class="room-view">
      <h2>{me.cityName}の窓口の様子</h2>
      {leads && <LedRoom supervisor={supervisor} />}
      {administers && !leads && (
        <RoomPart id="room-people" title="職員">
          <OperatorTable supervisor={supervisor} presences={[]} />
        </RoomPart>
      )}
      {(leads || me.roles.includes('knowledge-editor')) && (
        <div class="room-part" id="room-unanswered">
          <UnansweredList after={0} />
        </div>
      )}
      {administers && (
        <RoomPart id="room-audit" title="操作の記録">
          <AuditTable supervisor={supervisor} />
        </RoomPart>
      )}
    </div>
  );
}

function LedRoom({ supervisor }: { readonly supervisor: SupervisorApi }) {
  const { room, fault, refresh } = useRoom(supervisor);
  return (
    <>
      {fault !== undefined && (
        <p class="warning" role="status">
          {fault}
          {room !== undefined && `　下の数字は${timeText(room.now)}のものです。`}
        </p>
      )}
      {room !== undefined && <RoomParts room={room} supervisor={supervisor} onDone={refresh} />}
    </>
  );
}

interface RoomPartsProps {
  readonly room: RoomState;
  readonly supervisor: SupervisorApi;
  readonly onDone: () => void;
}

function RoomParts({ room, supervisor, onDone }: RoomPartsProps) {
  const isNow = ({ id }: Figure): boolean => /^(queue|operators)\./.test(id);
  return (
    <>
      <RoomPart id="room-now" title="いま">
        <p class="hint">
          {timeText(room.now)}現在。{room.open ? '応対の時間です。' : '応対の時間外です。'}
          数字は5秒ごとに新しくなります。
        </p>
        <FigureGrid label="いまの数字" figures={room.figures.filter(isNow)} />
        <LineTable lines={room.lines} />
      </RoomPart>
      <RoomPart id="room-talks" title="相談">
        <TalkTable supervisor={supervisor} />
      </RoomPart>
      <RoomPart id="room-people" title="職員">
        <OperatorTable supervisor={supervisor} presences={room.operators} />
      </RoomPart>
      <RoomPart id="room-today" title="今日">
        <FigureGrid label="今日の数字" figures={room.figures.filter((figure) => !isNow(figure))} />
      </RoomPart>
      <RoomPart id="room-opening" title="応対の時間">
        <OpeningPanel supervisor={supervisor} />
      </RoomPart>
      <RoomPart id="room-sites" title="拠点">
        <SitePanel supervisor={supervisor} sites={room.sites} drained={room.drainedSites} onDone={onDone} />
      </RoomPart>
      <RoomPart id="room-statistics" title="統計">
        <StatisticsPanel supervisor={supervisor} today={room.today} />
      </RoomPart>
      <RoomPart id="room-brief" title="申し送りの確認">
        <BriefReaders supervisor={supervisor} />
      </RoomPart>
    </>
  );
}
