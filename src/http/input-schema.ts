import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Format } from 'typebox/format';
import { Settings } from 'typebox/system';
import { inputFaults, type SchemaError } from '#http/input-faults.ts';
import { parseDate } from '#kernel/civil-date.ts';

/** Input that its schema refuses; `fields` are what the client is told. */
export class BadInputError extends Error {
  override readonly name = 'BadInputError';
  readonly fields: ReturnType<typeof inputFaults>;

  constructor(fields: ReturnType<typeof inputFaults>) {
    super('input refused by its schema');
    this.fields = fields;
  }
}

/** A form of many fields may be wrong in many; a flood of faults is cut here. */
const FAULTS_TOLD = 64;
Settings.Set({ maxErrors: FAULTS_TOLD });
// the calendar of the code and of the database has no year 0, the library's has
Format.Set('date', (text) => !Number.isNaN(parseDate(text)));

const PARTS: Readonly<Record<string, string>> = { body: 'body', querystring: 'query', params: 'params' };

/**
 * Checks input by its schema. Texts of the path and the query become numbers and booleans where the schema wants them;
 * a body is taken as it is.
 */
export const compileInputSchema: FastifySchemaCompiler<TSchema> = (route) => {
  const validate = TypeBoxValidatorCompiler(route);
  const part = PARTS[route.httpPart ?? ''] ?? 'headers';
  return (value: unknown) => {
    const outcome: unknown = validate(value);
    if (!hasErrors(outcome)) return outcome as { value: unknown };
    return { error: new BadInputError(inputFaults(outcome.error, part)) };
  };
};

function hasErrors(outcome: unknown): outcome is { readonly error: readonly SchemaError[] } {
  return typeof outcome === 'object' && outcome !== null && 'error' in outcome;
}

/** The schema with every object closed that does not say so itself: unknown fields are faults, never passed over. */
export function closed<S extends object>(schema: S): S {
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(schema)) as Record<string, unknown>;
  for (const [key, value] of Object.entries(copy)) {
    if (key === 'properties' && isObject(value)) {
      copy[key] = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, closedPart(part)]));
    } else if (key === 'items' || key === 'anyOf') {
      copy[key] = Array.isArray(value) ? value.map(closedPart) : closedPart(value);
    }
  }
  if (copy['type'] === 'object' && 'properties' in copy && !('additionalProperties' in copy)) {
    copy['additionalProperties'] = false;
  }
  return copy as S;
}

function closedPart(part: unknown): unknown {
  return isObject(part) ? closed(part) : part;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
