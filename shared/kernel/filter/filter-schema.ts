import { z } from 'zod'
import { type Filter, isWholeFilter, OPERATORS } from './filter.ts'

/** Checked by hand: a schema of nested unions takes longer to parse a filter than the store to answer it. */
export const filterSchema = z.custom<Filter>(isWholeFilter, 'not a filter').meta({
  description:
    'A condition, or conditions joined by all, any, not (at most six deep). `field` may go through relations (organisation.sector); dates take within and recurs with {period}, {last, next, longerAgo or further, unit} or {from, to}.',
  anyOf: [
    { type: 'object', properties: { field: { type: 'string' }, op: { enum: [...OPERATORS] }, value: {} }, required: ['field', 'op'], additionalProperties: false },
    { type: 'object', properties: { all: { type: 'array' } }, required: ['all'], additionalProperties: false },
    { type: 'object', properties: { any: { type: 'array' } }, required: ['any'], additionalProperties: false },
    { type: 'object', properties: { not: { type: 'object' } }, required: ['not'], additionalProperties: false },
    { type: 'object', properties: { saved: { type: 'string' } }, required: ['saved'], additionalProperties: false },
    {
      type: 'object',
      properties: {
        relation: {
          type: 'object',
          properties: { kind: { type: 'string' }, side: { enum: ['subject', 'object', 'either'] }, exists: { type: 'boolean' }, type: { type: 'string' }, id: { type: 'string' }, filter: { type: 'object' } },
          required: ['kind', 'side', 'exists'],
          additionalProperties: false,
        },
      },
      required: ['relation'],
      additionalProperties: false,
    },
  ],
})
