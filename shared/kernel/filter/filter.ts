import { z } from 'zod'

/** Comparisons of one condition; which of them a field offers follows from its kind. */
export const OPERATORS = ['eq', 'ne', 'in', 'contains', 'startsWith', 'gt', 'gte', 'lt', 'lte', 'empty', 'notEmpty'] as const
export type Operator = (typeof OPERATORS)[number]

/**
 * One condition. `field` is a field's name or a path into an address (`address.city`); texts are compared without
 * accents and case; a condition on a list holds when one of its items satisfies it.
 */
export interface Condition {
  field: string
  op: Operator
  value?: string | number | boolean | null | (string | number)[]
}

export type Filter = Condition | { all: Filter[] } | { any: Filter[] } | { not: Filter }

const condition = z.strictObject({
  field: z.string().max(200),
  op: z.enum(OPERATORS),
  value: z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.union([z.string(), z.number()])).max(10_000)]).optional(),
})

/** Depth is bounded by what a person would build and so that hostile input cannot exhaust the stack. */
const atDepth = (depth: number): z.ZodType<Filter> => {
  if (depth === 0) return condition
  const inner = atDepth(depth - 1)
  return z.union([
    condition,
    z.strictObject({ all: z.array(inner).max(200) }),
    z.strictObject({ any: z.array(inner).max(200) }),
    z.strictObject({ not: inner }),
  ])
}

export const filterSchema: z.ZodType<Filter> = atDepth(6)
