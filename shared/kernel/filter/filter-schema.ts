import { z } from 'zod'
import { type Filter, isWholeFilter, OPERATORS } from './filter.ts'

/** Checked by hand: a schema of nested unions takes longer to parse a filter than the store to answer it. */
export const filterSchema = z.custom<Filter>(isWholeFilter, 'not a filter').meta({
  description: 'A condition, or conditions joined by all, any, not (at most six deep).',
  anyOf: [
    { type: 'object', properties: { field: { type: 'string' }, op: { enum: [...OPERATORS] }, value: {} }, required: ['field', 'op'], additionalProperties: false },
    { type: 'object', properties: { all: { type: 'array' } }, required: ['all'], additionalProperties: false },
    { type: 'object', properties: { any: { type: 'array' } }, required: ['any'], additionalProperties: false },
    { type: 'object', properties: { not: { type: 'object' } }, required: ['not'], additionalProperties: false },
  ],
})
