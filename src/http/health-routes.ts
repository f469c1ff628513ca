import type { Route } from './route';

export interface Health {
  readonly ok: boolean;
  /** One line a part, e.g. `{ database: 'ok', knowledge: 'loading' }`; no secrets, no personal data. */
  readonly parts?: Readonly<Record<string, string>>;
}

export interface HealthProbes {
  live(): Health | Promise<Health>;
  ready(): Health | Promise<Health>;
}

/** `/healthz` (restart me when it fails) and `/readyz` (send me nobody while it fails). */
export function healthRoutes(probes: HealthProbes): Route[] {
  return [healthRoute('/healthz', () => probes.live()), healthRoute('/readyz', () => probes.ready())];
}

function healthRoute(path: string, probe: () => Health | Promise<Health>): Route {
  const handle = async () => {
    const health = await probe();
    return { status: health.ok ? 200 : 503, json: health };
  };
  return { method: 'GET', path, unlimited: true, handle };
}
