import { tokens as t } from './tokens';

/** Below this width the dialog fills the screen. */
export const FULL_SCREEN = '(max-width: 30em)';

const colours = `
.window{color-scheme:light dark;--text:${t['neutral-solid-gray-900']};--soft:${t['neutral-solid-gray-700']};--paper:${t['neutral-white']};--ground:${t['neutral-solid-gray-50']};--line:${t['neutral-solid-gray-420']};--edge:${t['neutral-solid-gray-600']};--key:${t['primitive-blue-900']};--key-dark:${t['primitive-blue-1000']};--on-key:${t['neutral-white']};--mine:${t['primitive-blue-100']};--hover:${t['primitive-blue-50']};--notice:${t['primitive-yellow-50']};--notice-line:${t['primitive-yellow-900']};--error:${t['primitive-red-900']}}
@media (prefers-color-scheme:dark){.window{--text:${t['neutral-white']};--soft:${t['neutral-solid-gray-100']};--paper:${t['neutral-solid-gray-800']};--ground:${t['neutral-solid-gray-900']};--key:${t['primitive-blue-300']};--key-dark:${t['primitive-blue-200']};--on-key:${t['neutral-black']};--edge:${t['neutral-solid-gray-420']};--mine:${t['primitive-blue-1200']};--hover:${t['neutral-solid-gray-900']};--notice:${t['neutral-solid-gray-800']};--notice-line:${t['primitive-yellow-300']};--error:${t['primitive-red-300']}}}`;

// The outer `medium` is the browser's own text size, whatever the page does to <html>; 1rem lets pages with
// size buttons (文字サイズ 大) enlarge the widget too, and max() keeps pages with `html{font-size:62.5%}` from shrinking it.
const frame = `
:host{all:initial!important}
.window{font:max(1em,1rem)/1.6 "Noto Sans JP","Hiragino Sans","Hiragino Kaku Gothic ProN","BIZ UDPGothic","Yu Gothic UI",Meiryo,"Noto Sans CJK JP",sans-serif;color:var(--text);position:fixed;inset-inline-end:1em;bottom:1em;z-index:2147483000;display:flex;flex-direction:column;align-items:flex-end;gap:.75em;max-width:calc(100vw - 2em);-webkit-text-size-adjust:100%;text-size-adjust:100%}
*{box-sizing:border-box;font:inherit;color:inherit;margin:0}
[hidden]{display:none!important}
.dialog{display:flex;width:26em;max-width:100%;height:42em;max-height:calc(100dvh - 6.5em);background:var(--paper);border:1px solid var(--edge);border-radius:12px;overflow:hidden;box-shadow:0 8px 32px rgb(0 0 0/.25);container-type:size}
.frame{display:flex;flex-direction:column;width:100%;min-height:0}
.top{display:flex;align-items:center;gap:.5em;padding:.5em .5em .5em 1em;background:var(--key);color:var(--on-key);flex:none}
h2{flex:1;min-width:0;font-weight:700;font-size:1.0625em;line-height:1.3;overflow-wrap:anywhere;word-break:auto-phrase}
.dock{display:flex;align-items:center;gap:.5em;flex-wrap:wrap;justify-content:flex-end}
.unread:not(:empty){background:var(--error);color:var(--paper);font-weight:700;font-size:.875em;padding:.25em .75em;border-radius:2em}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}`;

const controls = `
svg{width:1.25em;height:1.25em;fill:currentColor;flex:none}
button{display:inline-flex;align-items:center;justify-content:center;gap:.375em;min-height:44px;min-width:44px;padding:.375em 1em;border-radius:8px;border:1px solid var(--key);background:var(--paper);color:var(--key);line-height:1.4;text-align:start;cursor:pointer;touch-action:manipulation;overflow-wrap:anywhere;word-break:auto-phrase}
button:hover{background:var(--hover);text-decoration:underline;text-underline-offset:.2em}
.primary{background:var(--key);color:var(--on-key);font-weight:700}
.primary:hover{background:var(--key-dark)}
.launcher{padding:.75em min(1.5em,5vw);border-radius:2em;border:2px solid var(--on-key);box-shadow:0 2px 12px rgb(0 0 0/.3)}
.close{background:none;border-color:transparent;color:inherit;padding:.375em}
.close:hover{background:var(--key-dark)}
:focus-visible{outline:4px solid ${t['neutral-black']};outline-offset:2px;box-shadow:0 0 0 2px ${t['primitive-yellow-300']}}
.log:focus-visible,.close:focus-visible{outline-offset:-6px;box-shadow:inset 0 0 0 2px ${t['primitive-yellow-300']}}
@media (prefers-color-scheme:dark){:focus-visible{outline-color:${t['primitive-yellow-300']};box-shadow:0 0 0 2px ${t['neutral-black']}}}`;

const talk = `
.talk{position:relative;display:flex;flex:1 1 auto;min-height:0;background:var(--ground)}
.log{flex:1;min-width:0;overflow-y:auto;overscroll-behavior:contain;padding:1em;scrollbar-gutter:stable}
.newest{position:absolute;bottom:.5em;inset-inline:.5em;margin-inline:auto;width:fit-content;border-radius:2em;box-shadow:0 2px 8px rgb(0 0 0/.3)}
.intro{color:var(--soft);font-size:.875em;margin-bottom:1em}.intro.narrow{display:none}
ol{list-style:none;padding:0;display:flex;flex-direction:column;gap:1em}
.message{display:flex;flex-direction:column;align-items:flex-start;max-width:92%}
.citizen{align-self:flex-end;align-items:flex-end}
.head{display:flex;flex-wrap:wrap;align-items:center;gap:.125em .5em;font-size:.8125em;color:var(--soft);margin-bottom:.25em}
.name{font-weight:700}
.badge{margin-inline-start:.5em;padding:0 .5em;border:1px solid currentColor;border-radius:4px;font-weight:400}
.bubble{background:var(--paper);border:1px solid transparent;border-radius:4px 12px 12px 12px;padding:.625em .875em;overflow-wrap:anywhere;line-height:1.7;box-shadow:0 1px 2px rgb(0 0 0/.12)}
.citizen .bubble{background:var(--mine);border-radius:12px 4px 12px 12px}
.operator .bubble,.system .bubble{border-radius:4px 12px 12px 4px}
.operator .bubble{border-inline-start:4px solid var(--key)}
.system .bubble,.notice{background:var(--notice);border-inline-start:4px solid var(--notice-line)}
.notice{padding:.5em .75em;font-size:.875em}
.mark{display:flex;align-items:center;gap:.75em;color:var(--soft);font-size:.875em;text-align:center}
.mark::before,.mark::after{content:"";flex:1 1 1em;border-top:1px solid var(--edge)}
.bubble p,.bubble ul{white-space:pre-wrap}
.bubble>*+*{margin-top:.625em}
.bubble ul{list-style:disc;padding-inline-start:1.25em;white-space:normal}
.bubble li+li{margin-top:.25em}
a{color:var(--key);text-decoration:underline;text-underline-offset:.2em}
a:hover{text-decoration-thickness:2px}
.choices{display:flex;flex-direction:column;align-items:stretch;gap:.5em;margin-top:.625em;align-self:stretch}
.choices button{justify-content:flex-start;border-radius:12px;font-weight:700}
button:disabled{color:var(--soft);border-color:var(--line);border-style:dashed;background:none;cursor:default;font-weight:400;text-decoration:none}
.choices .chosen:disabled{border-style:solid;border-color:var(--key);color:var(--text);font-weight:700}
.chosen::before{content:"✓";font-weight:700}
.state{display:flex;flex-wrap:wrap;align-items:center;justify-content:flex-end;gap:.5em;font-size:.8125em;color:var(--soft);margin-top:.25em}
.failed .state{color:var(--error);font-size:.875em}
.failed .bubble{border-color:var(--error)}`;

const foot = `
.foot{flex:none;padding:.5em .75em .625em;border-top:1px solid var(--line);background:var(--paper)}
.status{font-size:.875em;color:var(--soft)}.status:not(:empty){padding:.125em 0 .375em}
.aside{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.5em;margin-bottom:.5em}
.person{font-size:.9375em;padding:.25em .875em;border-radius:2em}
.count{font-size:.875em;color:var(--soft)}
form{display:flex;align-items:flex-end;gap:.5em}
textarea{flex:1 1 0;min-width:0;min-height:44px;max-height:7.5em;padding:calc((42px - 1.5em)/2) .625em;line-height:1.5;border:1px solid var(--edge);border-radius:8px;background:var(--paper);resize:none;field-sizing:content;overflow-y:auto}
textarea::placeholder{color:var(--soft);opacity:1}
textarea[aria-invalid=true]{border:2px solid var(--error)}
form button{flex:none}
.privacy{font-size:.8125em;color:var(--soft);margin-top:.5em;line-height:1.5}`;

// Container queries in em measure the dialog against its own text: 320 px at 200 % is 10em wide.
const fitting = `
@container (max-width:22em){.message{max-width:100%}}
@container (max-width:16em){.privacy{display:none}.intro.narrow{display:block}.log{padding:.625em}h2{font-size:1em}.top{padding:.25em .25em .25em .5em}.foot{padding:.375em .5em}.aside{margin-bottom:.375em}button{padding:.25em .5em}form button svg,.person svg{display:none}}
@container (max-height:20em){.privacy{display:none}.intro.narrow{display:block}.top{padding-block:0}textarea{max-height:3.5em}}
@container (max-height:12em){.frame{overflow-y:auto}.talk{flex:none}.log{overflow:visible}.foot{position:sticky;bottom:0}}
@media ${FULL_SCREEN}{.window:has(.dialog:not([hidden])){inset:var(--top,0) 0 auto 0;max-width:none;gap:0}.dialog{width:100%;height:var(--height,100dvh);max-height:none;border:0;border-radius:0}.dialog:not([hidden])+.dock{display:none}}
@media (forced-colors:active){.bubble,.notice,.top,.launcher,.unread:not(:empty){border:1px solid}.chosen:disabled{border-width:3px}svg{fill:CanvasText}button svg{fill:ButtonText}}
@media (prefers-reduced-motion:no-preference){.dialog{animation:rise .16s ease-out}@keyframes rise{from{opacity:0;transform:translateY(8px)}}}
@media print{.window{display:none}}`;

/** The widget's style sheet; adopted by the shadow root, so a page's `style-src` does not concern it. */
export const styles = colours + frame + controls + talk + foot + fitting;
