import type { Route } from '../http/route';
import { briefRoutes } from './brief-routes';
import { callRoutes } from './call-routes';
import type { ConsoleParts } from './console-parts';
import { conversationRoutes } from './conversation-routes';
import { knowledgeRoutes } from './knowledge-routes';
import { leaseRoutes } from './lease-routes';
import { queueRoutes } from './queue-routes';

/** The console's whole HTTP interface but the supervisor's part. */
export function consoleRoutes(parts: ConsoleParts): Route[] {
  return [
    ...queueRoutes(parts),
    ...leaseRoutes(parts),
    ...conversationRoutes(parts),
    ...knowledgeRoutes(parts),
    ...callRoutes(parts),
    ...briefRoutes(parts),
  ];
}
