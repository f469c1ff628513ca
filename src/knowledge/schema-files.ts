import { FILE_KINDS, jsonSchemaOf } from './pack-files';

/** The JSON Schema files of knowledge/schema/ as they ought to be. */
export function schemaFiles(): { name: string; content: string }[] {
  return FILE_KINDS.map((kind) => ({
    name: `${kind}.schema.json`,
    content: `${JSON.stringify(jsonSchemaOf(kind), null, 2)}\n`,
  }));
}
