import type { HttpReply, Route } from '../../../../http/route';
import { demoPage, type DemoPageOptions } from './demo-page';
import { remembered, soundRoute, type PromptList } from './demo-prompts';

export type DemoRoutesOptions = Omit<DemoPageOptions, 'sentences'> & PromptList;

/** The page for trying the telephone, and the sounds of its list; `now` in ms. Scripts and styles are files of the build. */
export function demoRoutes(options: DemoRoutesOptions, now: () => number): Route[] {
  const { city, hearing } = options;
  const list = remembered(options, now);
  const sentences = () => list.known().flatMap(({ spoken, pace }) => (pace === 'normal' ? [spoken] : []));
  const handle = (): HttpReply => ({
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      // The only page of the desk with a microphone; the visitor's browser asks besides.
      'permissions-policy': 'camera=(), geolocation=(), microphone=(self)',
    },
    body: demoPage({ city, hearing, sentences: sentences() }),
  });
  return [{ method: 'GET', path: '/voice/demo', handle }, soundRoute(list)];
}
