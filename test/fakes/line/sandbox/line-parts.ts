import type { SeenMessage } from '../talk';
import type { ViewPart } from './wire';

type Action = Readonly<Record<string, unknown>> & { readonly type: string };

/** Every button of a message, in reading order. */
export function buttonsOf({ message }: SeenMessage): Action[] {
  if (message?.type === 'template') return 'actions' in message.template ? [...message.template.actions] : [];
  if (message?.type !== 'flex') return [];
  return walk(message.contents).flatMap(({ type, action }) =>
    type === 'button' && isAction(action) ? [action] : [],
  );
}

/** A message as the page draws it: texts and buttons in reading order. */
export function partsOf(seen: SeenMessage): ViewPart[] {
  const { message } = seen;
  let button = -1;
  if (message?.type === 'template') {
    const buttons = buttonsOf(seen).map((action, index) => pressable(action, index));
    return [{ kind: 'text', text: seen.text }, ...buttons];
  }
  if (message?.type !== 'flex') return [{ kind: 'text', text: seen.text }];
  return walk(message.contents).flatMap((node): ViewPart[] => {
    if (node.type === 'text') return [{ kind: 'text', text: textOf(node), bold: node['weight'] === 'bold' }];
    if (node.type !== 'button' || !isAction(node.action)) return [];
    button += 1;
    return [pressable(node.action, button)];
  });
}

function pressable(action: Action, button: number): ViewPart {
  const label = String(action['label']);
  return action.type === 'uri'
    ? { kind: 'link', label, href: String(action['uri']) }
    : { kind: 'button', label, button };
}

interface Node {
  readonly type?: unknown;
  readonly action?: unknown;
  readonly [field: string]: unknown;
}

/** Every component of a Flex container, from top to bottom. */
function walk(node: unknown): Node[] {
  if (Array.isArray(node)) return node.flatMap(walk);
  if (typeof node !== 'object' || node === null) return [];
  const { header, hero, body, footer, contents } = node as Node;
  const inner = (node as Node).type === 'text' ? [] : [header, hero, body, footer, contents].flatMap(walk);
  return [node as Node, ...inner];
}

function textOf({ text, contents }: Node): string {
  if (typeof text === 'string') return text;
  return (Array.isArray(contents) ? contents : []).map((span: Node) => String(span['text'])).join('');
}

function isAction(value: unknown): value is Action {
  return typeof value === 'object' && value !== null && 'type' in value;
}
