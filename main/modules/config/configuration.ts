import type { AnyEntity, Envelope } from '../../../shared/kernel/entity/define.ts'
import { typesReached } from '../../../shared/kernel/entity/define.ts'
import { CONFIGURING } from '../../../shared/kernel/entity/effective.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { ConfigurationChange } from '../../../shared/modules/config/configuration.rpc.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Draft, Store } from '../../kernel/store/store.ts'

const FORMAT = 'calepin-configuration'
const VERSION = 1
const MOST_RECORDS = 20_000
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

interface Kept {
  readonly id: string
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Who works in a firm is its own. */
const PEOPLE = 'user'

/** The types that say how the application is: its own machinery, as far as it is not about what people enter; a type of theirs in the trash is none of it. */
const configurationTypes = (registry: readonly AnyEntity[]): AnyEntity[] => {
  const isInternal = (type: string): boolean => registry.some(entity => entity.type === type && entity.internal === true)
  return registry.filter(
    ({ type, internal, own, fields }) =>
      internal && !own && type !== PEOPLE && Object.values(fields).every(field => (field.of ?? field).kind !== 'relation' || typesReached(field.of ?? field, registry).every(isInternal)),
  )
}

/** Records of a type; what stands for this machine has an id of its own and stays with it. */
const recordsOf = (store: Store, { type }: AnyEntity): Envelope[] =>
  (store.db.rows(`select id from ${type} where st = 0 order by n`).all() as string[][]).flatMap(([id]) => (ID.test(id!) ? (store.read(id!) ?? []) : []))

/** Fields whose values the file cannot carry: what they name lies on this machine. */
const fileFields = ({ fields }: AnyEntity): string[] => Object.keys(fields).filter(name => ['file', 'image'].includes((fields[name]!.of ?? fields[name]!).kind))

const picked = (data: Readonly<Record<string, unknown>>, isPicked: (field: string) => boolean): Record<string, unknown> => Object.fromEntries(Object.entries(data).filter(([field]) => isPicked(field)))

/** The text of a configuration file, and how many records of each type it has. */
export const configurationText = (store: Store): { text: string; counts: Record<string, number> } => {
  const types = configurationTypes(store.registry)
  const records = types.flatMap(entity => {
    const files = fileFields(entity)
    return recordsOf(store, entity).map(({ id, type, data }): Kept => ({ id, type, data: picked(data, field => !files.includes(field)) }))
  })
  const counts = Object.fromEntries([...Map.groupBy(records, ({ type }) => type)].map(([type, of]) => [type, of.length]))
  return { text: `${JSON.stringify({ format: FORMAT, version: VERSION, records }, null, 2)}\n`, counts }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isKept = (value: unknown): value is Kept => isObject(value) && typeof value['id'] === 'string' && ID.test(value['id']) && typeof value['type'] === 'string' && isObject(value['data'])

/** Throws ExpectedError NOT_A_CONFIGURATION. */
export const parseConfiguration = (text: string): readonly Kept[] => {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    throw new ExpectedError('NOT_A_CONFIGURATION')
  }
  if (!isObject(read) || read['format'] !== FORMAT || read['version'] !== VERSION) throw new ExpectedError('NOT_A_CONFIGURATION')
  const { records } = read
  if (!Array.isArray(records) || records.length > MOST_RECORDS || !records.every(isKept)) throw new ExpectedError('NOT_A_CONFIGURATION')
  if (new Set(records.map(({ id }) => id)).size < records.length) throw new ExpectedError('NOT_A_CONFIGURATION')
  return records
}

/** By what a record of each type is known again where its id is another; of other types by their first match key. */
const KNOWN_BY: Readonly<Record<string, readonly string[]>> = {
  layout: ['place', 'forType', 'role'],
  listValue: ['list', 'key'],
  role: ['name'],
  savedFilter: ['forType', 'name'],
}

const identityOf = ({ type, keys }: AnyEntity, data: Readonly<Record<string, unknown>>): string | undefined => {
  const values = (KNOWN_BY[type] ?? keys?.[0])?.map(field => fold(String(data[field] ?? '')))
  return values?.some(Boolean) ? JSON.stringify([type, ...values]) : undefined
}

/** A value whose ids are others, wherever in it they stand. */
const renamed = (value: unknown, ids: ReadonlyMap<string, string>): unknown => {
  if (typeof value === 'string') return ids.get(value) ?? value
  if (Array.isArray(value)) return value.map(each => renamed(each, ids))
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, renamed(part, ids)])) : value
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  return isObject(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, sorted(part)])) : value
}

/** Whether a draft changes which types and fields there are. */
const isConfiguring = ({ document }: Draft): boolean => CONFIGURING.some(type => type === document.type)

export interface ConfigurationPlan {
  readonly drafts: readonly Draft[]
  readonly changes: readonly ConfigurationChange[]
  /** Records of the file that are here as they are there. */
  readonly same: number
}

/** What taking over the records of a file comes to. */
export const planConfiguration = (store: Store, operation: Operation, given: readonly Kept[]): ConfigurationPlan => {
  const types = new Map(configurationTypes(store.registry).map(entity => [entity.type, entity]))
  const refused: ConfigurationChange[] = []
  const refuse = (type: string, title: string): void => void refused.push({ type, title, kind: 'refused', fields: [] })
  const known = new Map([...types.values()].flatMap(entity => recordsOf(store, entity).flatMap(record => {
    const identity = identityOf(entity, record.data)
    return identity === undefined ? [] : [[identity, record.id] as const]
  })))
  /** Another record has the id, or had it once. */
  const isSpent = ({ id, type }: Kept): boolean => {
    const there = store.read(id)
    return there ? there.type !== type : store.db.sql('select 1 from doc_records where id = ?').get(id) !== undefined
  }
  const ids = new Map<string, string>()
  for (const record of given) {
    const entity = types.get(record.type)
    const there = store.read(record.id)
    if (!entity || (there?.type === record.type && there.trashedAt === null)) continue
    // A layout is known again by its role, which may have another id here.
    const identity = identityOf(entity, renamed(record.data, ids) as Record<string, unknown>)
    const other = identity === undefined ? undefined : known.get(identity)
    if (other !== undefined) ids.set(record.id, other)
    else if (isSpent(record)) ids.set(record.id, store.newId())
  }
  let same = 0
  let drafts: Draft[] = []
  for (const record of given) {
    const entity = types.get(record.type)
    const files = entity ? fileFields(entity) : []
    const id = ids.get(record.id) ?? record.id
    const previous = store.read(id)
    const data = { ...(renamed(picked(record.data, field => !files.includes(field)), ids) as Record<string, unknown>), ...picked(previous?.data ?? {}, field => files.includes(field)) }
    const title = entity ? entity.title(data) : record.type
    if (!entity || store.validate(record.type, data).length > 0) {
      refuse(record.type, title)
      continue
    }
    if (previous && previous.trashedAt === null && isSame(previous.data, data)) same++
    else if (previous) drafts.push(store.change(operation, previous, { data, trashedAt: null }))
    else drafts.push({ document: { ...store.draft(operation, record.type, data).document, id } })
  }
  // What rests on something comes after it, also when an undo is taken back; what rests on something refused is refused with it.
  drafts = drafts.toSorted((a, b) => Number(isConfiguring(b)) - Number(isConfiguring(a)))
  for (let before = -1; before !== drafts.length; ) {
    before = drafts.length
    drafts = drafts.filter(draft => {
      if (!store.refusal(draft, drafts)) return true
      refuse(draft.document.type, types.get(draft.document.type)!.title(draft.document.data))
      return false
    })
  }
  const changes = drafts.map(({ document: { type, data }, previous }): ConfigurationChange => {
    const fields = previous && previous.trashedAt === null ? [...new Set([...Object.keys(previous.data), ...Object.keys(data)])].filter(field => !isSame(previous.data[field], data[field])) : []
    return { type, title: types.get(type)!.title(data), kind: fields.length > 0 ? 'changed' : 'added', fields }
  })
  return { drafts, changes: [...changes, ...refused], same }
}
