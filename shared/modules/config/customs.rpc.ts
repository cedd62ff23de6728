import { z } from 'zod'
import { CONFIGURING, OWN_KINDS } from '../../kernel/entity/effective.ts'
import { WANTED } from '../../kernel/entity/fields.ts'
import { command, query, stream } from '../../kernel/rpc/contract.ts'
import { typeName } from '../../kernel/rpc/schemas.ts'

const words = z.string().trim().min(1).max(100)
const choices = z.array(words).max(500)
const fieldName = z.string().min(1).max(60)

const newField = z.strictObject({
  label: words,
  labelEn: words.optional(),
  kind: z.enum(OWN_KINDS),
  /** Of a relation: the type that it leads to. */
  to: typeName.optional(),
  isMany: z.boolean().optional(),
  search: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  isListed: z.boolean().optional(),
  isIndexed: z.boolean().optional(),
  /** The values that a choice offers. */
  choices: choices.optional(),
  wanted: z.enum(WANTED).optional(),
})

const done = { op: z.string() }

export const customsRpc = {
  /** The records by which users changed types and fields; those in the trash too, for records of them are there still. */
  configuration: query(z.strictObject({}), z.object({ records: z.array(z.object({ id: z.string(), type: z.enum(CONFIGURING), isTrashed: z.boolean(), data: z.record(z.string(), z.unknown()) })) })),

  /** Makes a type with its fields, as one operation; answers its name. */
  addType: command(
    z.strictObject({
      one: words,
      many: words,
      oneEn: words.optional(),
      manyEn: words.optional(),
      icon: z.string().max(40),
      colour: z.string().max(20).optional(),
      group: z.string().max(40).optional(),
      nameLabel: words.optional(),
      fields: z.array(newField).max(100),
    }),
    z.object({ ...done, type: z.string() }),
  ),

  /** Changes how a type of users' own presents itself; what is not named stays, null takes it away. */
  setType: command(
    z.strictObject({
      type: typeName,
      one: words.optional(),
      many: words.optional(),
      oneEn: words.nullable().optional(),
      manyEn: words.nullable().optional(),
      icon: z.string().max(40).optional(),
      group: z.string().max(40).optional(),
      nameLabel: words.nullable().optional(),
      /** What stands after the name in a record's title. */
      titleFields: z.array(fieldName).max(10).optional(),
      /** Each the places that must all be alike for two records to be suspected as one. */
      duplicates: z.array(z.array(fieldName).min(1).max(6)).max(10).optional(),
    }),
    z.object(done),
  ),

  /** Gives a type more fields, after those it has. */
  addFields: command(z.strictObject({ type: typeName, fields: z.array(newField).min(1).max(100) }), z.object({ ...done, names: z.array(z.string()) })),

  /** Says which values a choice of users' own offers, in order; one that is left out is kept by the records that have it. */
  setChoices: command(z.strictObject({ type: typeName, field: fieldName, choices }), z.object(done)),

  /** Changes what users want of a field; what is not named stays, null takes it away. */
  setField: command(
    z.strictObject({
      type: typeName,
      field: fieldName,
      label: words.nullable().optional(),
      isHidden: z.boolean().nullable().optional(),
      wanted: z.enum(WANTED).nullable().optional(),
      usual: z.unknown().optional(),
    }),
    z.object(done),
  ),

  /** Says by which fields of a type the global search finds its records, besides their names; the index follows in the background. */
  setSearched: command(z.strictObject({ type: typeName, fields: z.array(fieldName).max(500) }), z.object(done)),

  /** Puts fields of users' own in an order. */
  arrange: command(z.strictObject({ type: typeName, fields: z.array(fieldName).max(500) }), z.object(done)),

  /** Tells when types or fields have changed, until aborted. */
  watch: stream(z.strictObject({}), z.object({}), z.object({})),
}
