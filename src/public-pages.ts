import path from 'node:path';
import { demoPage } from './channels/web/pages/demo-page';
import { ROOT_DIR } from './config';
import type { Clock } from './conversation/clock';
import type { Route } from './http/route';
import { staticRoute } from './http/static-route';
import { cohortLines } from './knowledge/cohort-answer';
import type { Pack } from './knowledge/pack';

/** What the build made for browsers. */
export const PUBLIC_DIR = path.join(ROOT_DIR, 'dist', 'public');

/** The page that carries the widget, with its files. */
export function publicPages(pack: Pack, clock: Clock): Route[] {
  const { city, demonstration } = pack.catalog;
  const page = () => ({
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: demoPage({
      city,
      demonstration: demonstration !== undefined,
      deskTime: clock(),
      schedule: cohortLines(pack.cohorts, clock(), ['ticket', 'booking']).text.split('\n'),
    }),
  });
  return [
    { method: 'GET', path: '/', handle: page },
    staticRoute({
      path: '/widget.js',
      file: path.join(PUBLIC_DIR, 'widget.js'),
      type: 'text/javascript; charset=utf-8',
    }),
    staticRoute({
      path: '/page.css',
      file: path.join(PUBLIC_DIR, 'page.css'),
      type: 'text/css; charset=utf-8',
    }),
  ];
}
