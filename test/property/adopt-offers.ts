import type { ModelHandoff, ModelOperator, QueueModel } from './queue-model';
import { Disagreement, type World } from './queue-world';

type Offer = readonly [handoff: ModelHandoff, operator: ModelOperator];

/** Whom a round offered what is the desk's choice among equals: it must be right, and the model then follows. */
export async function adoptOffers({ desk, model }: World): Promise<void> {
  const line = model.line();
  const offers: Offer[] = [];
  for (const h of line) {
    const row = await desk.row(h.conversation);
    if (row.state === 'offered') offers.push([h, operatorOf(model, row.operatorId)]);
  }
  const fits = (h: ModelHandoff, operator: ModelOperator): boolean =>
    operator.skills.includes(h.skill) && model.isReachable(operator) && model.isAdmitted(operator);
  for (const [h, operator] of offers) {
    if (!fits(h, operator)) wrong(h, `is offered to ${operator.id}, who does not fit`);
    const before = line
      .slice(0, line.indexOf(h))
      .filter((other) => !offers.some(([offered]) => offered === other));
    const passedOver = before.find((other) => fits(other, operator) && !model.hasRefused(other, operator));
    if (passedOver !== undefined) wrong(passedOver, `was passed over for ${h.conversation}`);
  }
  for (const [h, operator] of offers) model.offer(h, operator.id);
  const idle = model.operators.filter((operator) => !model.isFull(operator));
  for (const h of model.line()) {
    const taker = idle.find((operator) => fits(h, operator) && !model.hasRefused(h, operator));
    if (taker !== undefined) wrong(h, `waits although ${taker.id} is idle`);
  }
}

function operatorOf(model: QueueModel, id: string | undefined): ModelOperator {
  const operator = model.operators.find((one) => one.id === id);
  if (operator === undefined) throw new Disagreement(`an offer to ${id}, whom nobody knows`);
  return operator;
}

function wrong(h: ModelHandoff, what: string): never {
  throw new Disagreement(`${h.conversation} ${what}`);
}
