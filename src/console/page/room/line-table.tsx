import type { RoomLine } from '../../wire-supervisor';
import { durationText } from '../words';

/** Those who wait, by skill. */
export function LineTable({ lines }: { readonly lines: readonly RoomLine[] }) {
  if (lines.length === 0) return <p class="hint">いま待っている方はいません。</p>;
  return (
    <table class="sheet">
      <caption>分野ごとの列</caption>
      <thead>
        <tr>
          <th scope="col">分野</th>
          <th scope="col">待っている方</th>
          <th scope="col">いちばん長い待ち時間</th>
          <th scope="col">目標の時間を過ぎた方</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ skill, waiting, longestWait, late }) => (
          <tr key={skill.id}>
            <th scope="row">{skill.label}</th>
            <td class="number">{waiting}人</td>
            <td class="number">{durationText(longestWait * 1000)}</td>
            <td class="number">{late}人</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
