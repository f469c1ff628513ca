import { statisticsCsv } from '../../../src/console/statistics-csv';

const REPORT = { from: '2021-06-04', to: '2021-06-04', figures: [], byCause: [], byTopic: [], byChannel: [] };

/** The third cell of the second line, as it stands in the file. */
function nameInFile(label: string): string | undefined {
  const entries = [{ id: 'a.b', label, bot: -1, operator: 0, call: 0 }];
  const [, line = ''] = String(statisticsCsv({ ...REPORT, entries }).body).split('\r\n');
  return /^"[^"]*","[^"]*",("(?:[^"]|"")*"),/.exec(line)?.[1];
}

describe('the table for Excel', () => {
  it.each([
    ['=HYPERLINK("http://example.com")', `"'=HYPERLINK(""http://example.com"")"`],
    ['+81', `"'+81"`],
    ['-1+1', `"'-1+1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"'\t=1"`],
    ['＝1+1', `"'＝1+1"`],
  ])('keeps %j from being a formula', (label, inFile) => {
    expect(nameInFile(label)).toBe(inFile);
  });

  it.each([
    ['予約は、変えられますか', '"予約は、変えられますか"'],
    ['「A,B」 "C"', '"「A,B」 ""C"""'],
    ['二行\nの質問', '"二行\nの質問"'],
  ])('keeps %j as one cell', (label, inFile) => {
    expect(nameInFile(label)).toBe(inFile);
  });

  it('writes numbers as numbers', () => {
    const entries = [{ id: 'a.b', label: 'x', bot: -1, operator: 0, call: 0 }];
    expect(String(statisticsCsv({ ...REPORT, entries }).body)).toContain('"x",-1,"件"');
  });
});
