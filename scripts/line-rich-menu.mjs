// Draws the tabs of the rich menu from knowledge/<city>/line.yaml to knowledge/<city>/line/*.png with the machine's Chromium and its
// Japanese font. The file names hold a hash of what is drawn; `npm run line -- setup` sends no picture of other words.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const { buttonBounds, MENU_SIZE, tabBounds } = require('../dist/src/channels/line/setup/menu-layout.js');
const { menuPicture } = require('../dist/src/channels/line/setup/menu-picture.js');
const { loadPack } = require('../dist/src/knowledge/load-pack.js');

const { values } = parseArgs({ options: { city: { type: 'string', default: process.env.CITY || 'komae' } } });
const dir = join('knowledge', values.city);
const { pack } = await loadPack(dir, Date.now());
if (!pack?.line) {
  console.error(`${dir}/line.yaml: missing or not usable; npm run knowledge:validate tells why`);
  process.exit(1);
}
const { tabs } = pack.line.menu;

const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const place = ({ x, y, width, height }) => `left:${x}px;top:${y}px;width:${width}px;height:${height}px`;

/** Blue on white (11.4:1) and white on blue, large letters, nothing but words: it must be read at arm's length by an 80-year-old. */
const STYLE = `
  *{box-sizing:border-box;margin:0}
  body{width:${MENU_SIZE.width}px;height:${MENU_SIZE.height}px;background:#e8f1fe;position:relative;
    font-family:'Noto Sans CJK JP','Hiragino Sans','Yu Gothic',sans-serif}
  div{position:absolute;display:flex;flex-direction:column;align-items:center;justify-content:center;text-align:center}
  .tab{font-size:130px;font-weight:700;background:#c5d7fb;color:#00118f;border:6px solid #e8f1fe;border-bottom:0;border-radius:60px 60px 0 0}
  .tab.open{background:#0017c1;color:#fff}
  .button{padding:20px}
  .button span{position:absolute;inset:22px;display:flex;flex-direction:column;align-items:center;justify-content:center;
    background:#fff;border:6px solid #0017c1;border-radius:48px}
  b{font-size:104px;line-height:1.25;text-wrap:balance;color:#00118f}
  small{font-size:70px;line-height:1.4;color:#333}
  .line{left:0;right:0;top:318px;height:14px;background:#0017c1}`;

function page(tab) {
  const heads = tabBounds(tabs).map(
    (bounds, n) =>
      `<div class="tab${tabs[n] === tab ? ' open' : ''}" style="${place(bounds)}">${escape(tabs[n].label)}</div>`,
  );
  const buttons = buttonBounds(tab).map((bounds, n) => {
    const { label, note = '' } = tab.buttons[n];
    return `<div class="button" style="${place(bounds)}"><span><b>${escape(label)}</b><small>${escape(note)}</small></span></div>`;
  });
  return `<!doctype html><html lang="ja"><meta charset="utf-8"><style>${STYLE}</style><body>${heads.join('')}<div class="line"></div>${buttons.join('')}`;
}

const folder = join(dir, 'line');
mkdirSync(folder, { recursive: true });
// A wrong or missing font would draw boxes instead of letters: fonts-noto-cjk on Debian.
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const sheet = await browser.newPage({ viewport: MENU_SIZE, deviceScaleFactor: 1 });
  for (const tab of tabs) {
    await sheet.setContent(page(tab));
    writeFileSync(join(folder, menuPicture(tabs, tab)), await sheet.screenshot({ type: 'png' }));
  }
} finally {
  await browser.close();
}
const wanted = new Set(tabs.map((tab) => menuPicture(tabs, tab)));
for (const name of existsSync(folder) ? readdirSync(folder) : [])
  if (name.endsWith('.png') && !wanted.has(name)) rmSync(join(folder, name));
console.log(`${folder}: ${[...wanted].join('、')}`);
