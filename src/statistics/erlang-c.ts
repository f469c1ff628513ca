/** What one period brings, and what is promised. */
export interface Load {
  /** Conversations that begin in a second. */
  readonly arrivalsPerSecond: number;
  /** Mean handling time, seconds. */
  readonly handlingSeconds: number;
  /** To be answered within, seconds. */
  readonly withinSeconds: number;
}

/** More are not looked for: the largest centres have fewer, and each step costs a round of the recursion. */
const MOST_SERVERS = 2000;

/** Probability 0–1 that an arrival has to wait (M/M/n): Erlang's second formula, C(n, a) = n·B ÷ (n − a·(1 − B)), with the loss formula
 *  by its recursion B(k) = a·B(k−1) ÷ (k + a·B(k−1)), which needs no factorials. A. K. Erlang, "Solution of some problems in the theory
 *  of probabilities of significance in automatic telephone exchanges", 1917. 1 when the servers are not more than the load. */
export function waitingProbability(servers: number, erlangs: number): number {
  if (servers <= erlangs) return 1;
  let lost = 1;
  for (let k = 1; k <= servers; k++) lost = (erlangs * lost) / (k + erlangs * lost);
  return (servers * lost) / (servers - erlangs * (1 - lost));
}

/** Share 0–1 answered within the time: 1 − C·e^(−(n − a)·t ÷ h). Nobody hangs up in this model, so it errs on the side of more people. */
export function erlangServiceLevel(servers: number, load: Load): number {
  const erlangs = load.arrivalsPerSecond * load.handlingSeconds;
  if (servers <= erlangs) return 0;
  const patience = ((servers - erlangs) * load.withinSeconds) / load.handlingSeconds;
  return 1 - waitingProbability(servers, erlangs) * Math.exp(-patience);
}

/** The fewest servers that reach the service level `target` (0–1); undefined when nothing arrives, nothing is known of the handling
 *  time, or the load is beyond all centres. */
export function serversNeeded(load: Load, target: number): number | undefined {
  const erlangs = load.arrivalsPerSecond * load.handlingSeconds;
  if (!(erlangs > 0) || erlangs >= MOST_SERVERS) return undefined;
  for (let servers = Math.floor(erlangs) + 1; servers <= MOST_SERVERS; servers++)
    if (erlangServiceLevel(servers, load) >= target) return servers;
  return undefined;
}
