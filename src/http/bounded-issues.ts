/** Stops zod after a hundred issues of a list; it would otherwise collect one for each of a million wrong elements. */
import { z } from "zod";
import { MOST_PROBLEMS } from "../policy/problem-list.ts";

const bounded = new WeakSet<z.core.$ZodType>();

/** Bounds every list in a schema, in place. Call it once for each schema. */
export function boundIssues<Schema extends z.core.$ZodType>(schema: Schema): Schema {
  if (bounded.has(schema)) return schema;
  bounded.add(schema);
  if (schema instanceof z.core.$ZodArray) boundList(schema);
  for (const part of partsOf(schema)) boundIssues(part);
  return schema;
}

function partsOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.core.$ZodArray) return [schema._zod.def.element];
  if (schema instanceof z.core.$ZodObject) return Object.values(schema._zod.def.shape);
  if (schema instanceof z.core.$ZodUnion) return schema._zod.def.options;
  if (schema instanceof z.core.$ZodPipe) return [schema._zod.def.in, schema._zod.def.out];
  const { innerType } = schema._zod.def as { innerType?: z.core.$ZodType };
  return innerType ? [innerType] : [];
}

/** Parses an array like zod does, but stops early. */
function boundList(schema: z.core.$ZodArray): void {
  const { element } = schema._zod.def;
  const parse = (payload: z.core.ParsePayload, context: z.core.ParseContextInternal): z.core.ParsePayload => {
    const { value } = payload;
    if (!Array.isArray(value)) {
      payload.issues.push({ expected: "array", code: "invalid_type", input: value, inst: schema });
      return payload;
    }
    const parsed: unknown[] = Array.from({ length: value.length });
    payload.value = parsed;
    for (let at = 0; at < value.length && payload.issues.length < MOST_PROBLEMS; at++) {
      const result = element._zod.run({ value: value[at], issues: [] }, context) as z.core.ParsePayload;
      if (result.issues.length > 0) payload.issues.push(...z.core.util.prefixIssues(at, result.issues));
      parsed[at] = result.value;
    }
    return payload;
  };
  if (schema._zod.run === schema._zod.parse) schema._zod.run = parse;
  schema._zod.parse = parse;
}
