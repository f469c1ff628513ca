import { useState } from 'preact/hooks';
import type { OpeningChange } from '../../wire-supervisor';
import { readBlocks } from './room-words';

interface FormProps {
  /** Resolves to whether it was done. */
  readonly onChange: (change: OpeningChange) => Promise<boolean>;
}

/** Close now, or open until a time today. */
export function TodayForm({ open, onChange }: FormProps & { readonly open: boolean }) {
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const tell = async (change: OpeningChange): Promise<void> => {
    if (await onChange(change)) setReason('');
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    void tell(until === '' ? { act: 'close-now', reason } : { act: 'open-until', until, reason });
  };
  return (
    <form class="room-form" onSubmit={submit}>
      <h4>今日の時間を変える</h4>
      <label for="opening-until">何時まで応対しますか（空欄なら、今すぐ終えます）</label>
      <input
        id="opening-until"
        type="time"
        value={until}
        onInput={(event) => setUntil(event.currentTarget.value)}
      />
      <Reason id="opening-today-reason" value={reason} onInput={setReason} />
      <button type="submit" disabled={until === '' && !open}>
        {until === '' ? '今すぐ応対を終える' : `${until}まで応対する`}
      </button>
    </form>
  );
}

/** Another day: its own times, or closed. */
export function DayForm({ onChange }: FormProps) {
  const [date, setDate] = useState('');
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const blocks = readBlocks(typed);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (blocks === undefined || !(await onChange({ act: 'day', date, blocks, reason }))) return;
    setTyped('');
    setReason('');
  };
  return (
    <form class="room-form" onSubmit={(event) => void submit(event)}>
      <h4>特別な日を決める</h4>
      <label for="opening-day">日</label>
      <input
        id="opening-day"
        type="date"
        required
        value={date}
        onInput={(event) => setDate(event.currentTarget.value)}
      />
      <label for="opening-blocks">時間（例：9:00-12:00 13:00-17:00。空欄なら休み）</label>
      <input
        id="opening-blocks"
        type="text"
        value={typed}
        aria-invalid={blocks === undefined}
        aria-describedby="opening-blocks-fault"
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <p id="opening-blocks-fault" class="fault-text" role="status">
        {blocks === undefined && '「9:00-12:00」の形で入れてください。'}
      </p>
      <Reason id="opening-day-reason" value={reason} onInput={setReason} />
      <button type="submit" disabled={blocks === undefined}>
        {typed.trim() === '' ? 'この日を休みにする' : 'この日の時間を決める'}
      </button>
    </form>
  );
}

interface ReasonProps {
  readonly id: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
}

function Reason({ id, value, onInput }: ReasonProps) {
  return (
    <>
      <label for={id}>
        理由<span class="must">必須</span>
      </label>
      <input
        id={id}
        type="text"
        required
        maxLength={200}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </>
  );
}
