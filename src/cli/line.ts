import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Finding } from '../channels/line/setup/finding';
import { checkCredentials } from '../channels/line/setup/check-credentials';
import { menuPicture } from '../channels/line/setup/menu-picture';
import type { MenuToPublish } from '../channels/line/setup/publish-menu';
import { setUpLine } from '../channels/line/setup/set-up-line';
import { packDir, readConfig, type Config } from '../config';
import { AppError } from '../errors';
import { demonstrationTime } from '../knowledge/demonstration-time';
import { menuTabs } from '../knowledge/menu-tabs';
import { loadPack } from '../knowledge/load-pack';
import { oneLine } from './one-line';
import { runCli } from './run-cli';

const HELP = `使い方: npm run line -- 命令

  setup                 LINEのアカウントの設定を調べ、メニュー（接種・会場・相談）をLINEに送ります。
                        何度でも使えます。終了コード: 0 すべてよい、1 直すところがある
    --set-webhook       Webhookのアドレスを、この窓口（PUBLIC_URL/line/webhook）にします
  draw                  メニューの絵を、knowledge/市/line.yaml から作り直します（Chromiumを使います）
  sandbox               LINEのアカウントなしで試せる画面を開きます。--port 3990、--desk-port 3978

setup は窓口と同じ設定で動かします: LINE_CHANNEL_SECRET、LINE_CHANNEL_ACCESS_TOKEN、PUBLIC_URL、CITY。
始めかたは docs/ja/line.md にあります。`;

const MARK = { good: '○', note: '△', bad: '×' } as const;

async function setup(flags: ReadonlySet<string>): Promise<void> {
  const { LINE_CHANNEL_SECRET: secret, LINE_CHANNEL_ACCESS_TOKEN: token } = process.env;
  const mixedUp = checkCredentials({ secret, token });
  if (mixedUp.length > 0) return report(mixedUp);
  const config = readConfig(process.env);
  const { line, publicUrl } = config;
  if (line === undefined) throw new AppError('config.invalid', 'LINE_CHANNEL_SECRET is not set');
  const { menu, finding } = await readMenu(config);
  const found = await setUpLine({
    ...line,
    webhook: publicUrl === undefined ? undefined : new URL('/line/webhook', publicUrl).href,
    setWebhook: flags.has('set-webhook'),
    menu,
  });
  report([...(publicUrl === undefined ? [noAddress()] : []), ...found, ...(finding ? [finding] : [])]);
}

async function readMenu(config: Config): Promise<{ menu?: MenuToPublish; finding?: Finding }> {
  const dir = packDir(config);
  const { pack } = await loadPack(dir, (await demonstrationTime(dir)) ?? Date.now());
  if (pack === undefined)
    throw new AppError('knowledge.invalid', `${dir} has faults; npm run knowledge:validate lists them`);
  const { publicUrl } = config;
  if (pack.line === undefined || publicUrl === undefined) return {};
  const tabs = menuTabs(pack);
  const pictures = await readPictures(path.join(dir, 'line'), tabs);
  if (pictures === undefined) return { finding: oldPictures() };
  return { menu: { barText: pack.line.menu.barText, tabs, site: publicUrl, pictures } };
}

type Tabs = ReturnType<typeof menuTabs>;

async function readPictures(folder: string, tabs: Tabs): Promise<MenuToPublish['pictures'] | undefined> {
  try {
    const read = tabs.map(async (tab) => {
      const bytes = await readFile(path.join(folder, menuPicture(tabs, tab)));
      return [tab.id, new Uint8Array(bytes)] as const;
    });
    return new Map(await Promise.all(read));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function oldPictures(): Finding {
  const ja = 'line.yaml を直したあとは、npm run line -- draw で絵を作り直してください';
  const en = 'The pictures do not show what line.yaml says: draw them anew with npm run line -- draw';
  return {
    state: 'bad',
    what: 'メニュー',
    said: '今の言葉の絵がありません（no picture of these words）',
    hint: { ja, en },
  };
}

function noAddress(): Finding {
  const ja = '市民が使うアドレス（https://…）を PUBLIC_URL に書いてください';
  const en = 'Set PUBLIC_URL to the https address citizens use; webhook and menu were left out';
  return {
    state: 'bad',
    what: '窓口のアドレス',
    said: '設定されていません（PUBLIC_URL is not set）',
    hint: { ja, en },
  };
}

function report(findings: readonly Finding[]): void {
  for (const { state, what, said, hint } of findings) {
    process.stdout.write(`${MARK[state]} ${what}: ${oneLine(said, 300)}\n`);
    if (hint) process.stdout.write(`   → ${hint.ja}\n     ${hint.en}\n`);
  }
  const bad = findings.filter(({ state }) => state === 'bad').length;
  process.stdout.write(bad === 0 ? 'すべて整っています。\n' : `直すところが${bad}つあります。\n`);
  if (bad > 0) process.exitCode = 1;
}

void runCli(
  HELP,
  async ([command, ...more], flags) => {
    if (command === 'setup' && more.length === 0) return setup(flags);
    const said = [command, ...more].join(' ');
    throw new AppError(
      'input.invalid',
      `The command is "${said}"; it must be setup, draw or sandbox (--help)`,
    );
  },
  ['set-webhook'],
);
