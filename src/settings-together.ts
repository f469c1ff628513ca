import { AppError } from './errors';

/** Settings that belong together; undefined when none is set. Throws `config.invalid` naming those that are missing. */
export function allOrNone<K extends string>(
  settings: Readonly<Record<K, string | undefined>>,
): Record<K, string> | undefined {
  const names = Object.keys(settings) as K[];
  const missing = names.filter((name) => settings[name] === undefined);
  if (missing.length === 0) return settings as Record<K, string>;
  if (missing.length === names.length) return undefined;
  const howMany = names.length === 2 ? 'set both or none' : 'set all three or none';
  throw new AppError(
    'config.invalid',
    `${missing.join(' and ')} not set: ${listed(names)} belong together, ${howMany}`,
    { details: { variables: missing } },
  );
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
