import { entryText, loadSmallPack, SMALL_PACK } from '../../helpers/small-pack';

/** The faults found, as `code file:line:column`, in the order in which they are printed. */
async function faults(files: Record<string, string | null>, now?: number): Promise<string[]> {
  const { problems } = await loadSmallPack(files, now);
  return problems.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);
}

const venue = (...entries: string[]) => ({ 'entries/venue.yaml': entries.join('') });
const replaced = (file: string, from: string, to: string) => {
  const text = SMALL_PACK[file] ?? '';
  expect(text).toContain(from);
  return { [file]: text.replace(from, to) };
};
const two = entryText('venue.two');

describe('a faultless pack', () => {
  it('loads without a problem', async () => {
    const { pack, problems } = await loadSmallPack();
    expect(problems).toEqual([]);
    expect(pack?.entries.map(({ id }) => id)).toEqual(['venue.one', 'venue.two']);
  });

  it('fills what may be left out', async () => {
    const { pack } = await loadSmallPack({ 'outside.yaml': null });
    expect(pack).toMatchObject({ outside: [], synonyms: [], terms: [] });
    expect(pack?.hours.closures).toEqual([]);
  });
});

describe('a file that cannot be read', () => {
  it('is reported when it is missing', async () => {
    await expect(faults({ 'venues.yaml': null })).resolves.toEqual(['file.missing venues.yaml:1:1']);
    await expect(faults({ 'entries/venue.yaml': null })).resolves.toEqual(['file.missing entries/*.yaml:1:1']);
  });

  it('is reported when its name is nearly right, with the right one', async () => {
    const { problems } = await loadSmallPack({ 'synonym.yaml': '[]' });
    expect(problems).toMatchObject([{ code: 'file.unread', file: 'synonym.yaml', severity: 'warning' }]);
    expect(problems[0]?.hint).toContain('synonyms.yaml');
  });

  it('is reported where a quote is not closed', async () => {
    await expect(faults(replaced('catalog.yaml', "version: '1'", "version: '1"))).resolves.toContainEqual(
      expect.stringMatching(/^yaml\.missing-char catalog\.yaml:/),
    );
  });

  it('is reported where a key stands twice', async () => {
    await expect(faults(replaced('catalog.yaml', 'owner: 担当', 'owner: 担当\nowner: 別の担当'))).resolves.toEqual([
      'yaml.duplicate-key catalog.yaml:5:1',
    ]);
  });

  it.each([
    ['yaml.alias outside.yaml:4:15', replaced('outside.yaml', '[ごみの日]', '[*ごみの日]')],
    ['yaml.multiple-docs hours.yaml:4:1', { 'hours.yaml': `${SMALL_PACK['hours.yaml']}---\n- 1\n` }],
    ['schema.type catalog.yaml:1:1', { 'catalog.yaml': '' }],
    ['schema.type venues.yaml:1:1', { 'venues.yaml': 'ただの文\n' }],
    ['schema.form hours.yaml:2:25', { 'hours.yaml': "blocks:\n  - {days: [mon], from: '9:00', to: '12:00'}\nholidays: closed\n" }],
  ])('is reported as %s', async (fault, files) => {
    await expect(faults(files)).resolves.toContain(fault);
  });

  it('is read whatever its line ends and its byte order mark', async () => {
    const windows = `\ufeff${(SMALL_PACK['contacts.yaml'] ?? '').replaceAll('\n', '\r\n')}`;
    await expect(faults({ 'contacts.yaml': windows })).resolves.toEqual([]);
  });

  it('is reported where a tab indents', async () => {
    await expect(faults(replaced('venues.yaml', '  name: 中央', '\tname: 中央'))).resolves.toContainEqual(
      expect.stringMatching(/^yaml\.\S+ venues\.yaml:2:/),
    );
  });
});

describe('a file that does not fit its schema', () => {
  it('is reported where a key is misspelt, with the right one', async () => {
    const { problems } = await loadSmallPack(venue(entryText('venue.one', { owner: '  ownr: 担当\n' }), two));
    expect(problems).toMatchObject([
      { code: 'schema.missing', file: 'entries/venue.yaml', line: 1, column: 3, hint: 'venue.one に「owner: …」の行を加えてください' },
      { code: 'schema.unknown-key', line: 11, column: 3, message: '「ownr」というキーはありません', hint: '「owner」のまちがいではありませんか' },
    ]);
  });

  it.each([
    ['schema.form entries/venue.yaml:1:7', {}, 'Venue.One'],
    ['schema.form entries/venue.yaml:12:13', { reviewBy: '  reviewBy: 2021-02-30\n' }, 'venue.one'],
    ['schema.form entries/venue.yaml:12:13', { reviewBy: '  reviewBy: 6月30日\n' }, 'venue.one'],
    ['schema.type entries/venue.yaml:8:13', { keywords: '  keywords: もちもの\n' }, 'venue.one'],
    ['schema.too-few entries/venue.yaml:8:13', { keywords: '  keywords: []\n' }, 'venue.one'],
    ['schema.empty entries/venue.yaml:10:11', { source: "  source: ' '\n" }, 'venue.one'],
    ['schema.value entries/venue.yaml:50:8', { ask: '  ask: venue\n' }, 'venue.one'],
  ])('is reported as %s', async (fault, lines: Record<string, string>, id) => {
    await expect(faults(venue(entryText(id, lines), two))).resolves.toContain(fault);
  });

  it('is reported where a venue value is neither known nor a sample', async () => {
    await expect(faults(replaced('venues.yaml', 'bus: {sample: バス停があります}', 'bus: [近く]'))).resolves.toEqual([
      'schema.type venues.yaml:8:8',
    ]);
  });

  it('does not keep other files from being checked', async () => {
    const broken = entryText('venue.one', { owner: '' });
    const lost = entryText('venue.two', { related: '  related: [venue.one, venue.non]\n' });
    await expect(faults(venue(broken, lost))).resolves.toEqual([
      'schema.missing entries/venue.yaml:1:3',
      expect.stringMatching(/^related\.broken entries\/venue\.yaml:\d+:24$/),
    ]);
  });
});
