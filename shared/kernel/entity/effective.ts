import { comparablePlaces, rulePlaces } from '../duplicates/own-rules.ts'
import { type AnyEntity, isOwnName, OWN, registered } from './define.ts'
import { type Field, type FieldKind, isInCells, list, type OwnWords, text, WANTED, type Wanted } from './fields.ts'
import { resolvePath } from './paths.ts'
import { compileValidator } from './validate.ts'

/** The types of the records by which users change types and fields. */
export const CONFIGURING = ['customType', 'customField', 'fieldSetting'] as const

/** One of those records. */
export interface Configuring {
  readonly id: string
  readonly type: (typeof CONFIGURING)[number]
  readonly isTrashed: boolean
  readonly data: Readonly<Record<string, unknown>>
}

/** A record that means nothing, and why; the text is `customs.leftOut.<why>` in the locales. */
export interface LeftOut {
  readonly id: string
  readonly why: 'name' | 'taken' | 'type' | 'kind' | 'target' | 'field' | 'title' | 'duplicates' | 'usual'
}

export interface Effective {
  readonly registry: readonly AnyEntity[]
  readonly leftOut: readonly LeftOut[]
}

/** The kinds of field that users can make. */
export const OWN_KINDS = [
  'text',
  'longText',
  'choice',
  'multiChoice',
  'integer',
  'decimal',
  'money',
  'date',
  'dateTime',
  'boolean',
  'email',
  'phone',
  'url',
  'address',
  'relation',
  'image',
  'file',
] as const satisfies readonly FieldKind[]
export type OwnKind = (typeof OWN_KINDS)[number]

/** Those of which a record may have several. */
export const MANY_KINDS: readonly OwnKind[] = ['text', 'email', 'phone', 'url', 'address']

/** Those whose values are words to be found by. */
export const SEARCHED_KINDS: readonly OwnKind[] = ['text', 'longText', 'email', 'phone', 'url']

/** What a kind may become though it has values: they are of the other as they are. */
const WIDER: Partial<Record<OwnKind, readonly OwnKind[]>> = {
  text: ['longText'],
  email: ['text', 'longText'],
  phone: ['text', 'longText'],
  url: ['text', 'longText'],
  date: ['text'],
  integer: ['decimal'],
  image: ['file'],
}

export const canBecome = (from: string, to: string): boolean => from === to || (WIDER[from as OwnKind]?.includes(to as OwnKind) ?? false)

/** What stands after the prefix: it makes names of tables and columns. */
const isOwnKey = (key: unknown): key is string => typeof key === 'string' && /^[a-z][a-z0-9]{0,29}$/.test(key)

/** The name of the values that a choice of users' own offers. */
export const ownListName = (type: string, field: string): string => `${type}.${field}`

/** What every record of a type of users' own has, to be known by. */
const NAME = 'name'

const worded = (fr: unknown, en: unknown): OwnWords | undefined => (typeof fr === 'string' && fr.trim() !== '' ? { fr, en: typeof en === 'string' && en.trim() !== '' ? en : fr } : undefined)

const textOr = (value: unknown, usual: string): string => (typeof value === 'string' ? value : usual)

const inOrder = (a: Configuring, b: Configuring): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/**
 * The declared types with what users made of them: their own types and fields are like any other, and those in the trash stay,
 * hidden, for records of them are there still. What means nothing is left out and told, and everything else holds: the answer
 * is a sound registry whatever the configuration is.
 */
export const effectiveRegistry = (declared: readonly AnyEntity[], configuration: readonly Configuring[]): Effective => {
  if (configuration.length === 0) return { registry: declared, leftOut: [] }
  const leftOut: LeftOut[] = []
  const leave = ({ id }: Configuring, why: LeftOut['why']): void => void leftOut.push({ id, why })
  const of = (type: Configuring['type']): Configuring[] => configuration.filter(record => record.type === type).toSorted(inOrder)

  const types = new Map(declared.map(entity => [entity.type, entity]))
  const typeRecords = new Map<string, Configuring>()
  for (const record of of('customType')) {
    const { key } = record.data
    const name = `${OWN}${textOr(key, '')}`
    if (!isOwnKey(key) || !worded(record.data['one'], '') || !worded(record.data['many'], '')) leave(record, 'name')
    else if (typeRecords.has(name)) leave(record, 'taken')
    else {
      typeRecords.set(name, record)
      types.set(name, ownType(name, record))
    }
  }

  const fields = new Map<string, Map<string, { field: Field; record: Configuring }>>()
  for (const record of of('customField')) {
    const { forType, key } = record.data
    const name = `${OWN}${textOr(key, '')}`
    const entity = types.get(String(forType))
    if (!isOwnKey(key)) leave(record, 'name')
    else if (!entity || (entity.internal && !isOwnName(entity.type))) leave(record, 'type')
    else if (fields.get(entity.type)?.has(name)) leave(record, 'taken')
    else {
      const field = ownField(record, name, types)
      if (typeof field === 'string') leave(record, field)
      else {
        const mine = fields.get(entity.type) ?? new Map<string, { field: Field; record: Configuring }>()
        fields.set(entity.type, mine.set(name, { field, record }))
      }
    }
  }

  const settings = new Map<string, Map<string, Configuring>>()
  for (const record of of('fieldSetting')) {
    if (record.isTrashed) continue
    const [type, field] = [String(record.data['forType']), String(record.data['field'])]
    const entity = types.get(type)
    if (!entity || entity.internal) leave(record, 'type')
    else if (!Object.hasOwn(entity.fields, field) && !fields.get(type)?.has(field)) leave(record, 'field')
    else if (settings.get(type)?.has(field)) leave(record, 'taken')
    else settings.set(type, (settings.get(type) ?? new Map<string, Configuring>()).set(field, record))
  }

  const registry = [...types.values()].map(entity => {
    const own = [...(fields.get(entity.type)?.entries() ?? [])].toSorted(([, a], [, b]) => Number(a.record.data['order'] ?? 0) - Number(b.record.data['order'] ?? 0) || inOrder(a.record, b.record))
    const withFields = own.length > 0 ? extended(entity, own) : entity
    const record = typeRecords.get(entity.type)
    const titled = record ? compared(entitled(withFields, record, leave), record, leave) : withFields
    const set = settings.get(entity.type)
    return set ? settled(titled, set, leave) : titled
  })
  return { registry, leftOut }
}

const ownType = (type: string, { id, data, isTrashed }: Configuring): AnyEntity => {
  const { one, many, oneEn, manyEn, icon, colour, group, nameLabel } = data
  return {
    ...registered({
      type,
      labels: 'customs.ownType',
      fields: { [NAME]: { ...text({ required: true, search: 3 }), ...(typeof nameLabel === 'string' && { words: worded(nameLabel, '')! }) } },
      title: record => textOr(record[NAME], ''),
      list: [NAME],
      form: [[NAME]],
      sort: [NAME],
      keys: [[NAME]],
      nameField: NAME,
    }),
    ...(isTrashed && { internal: true }),
    own: { id, one: worded(one, oneEn)!, many: worded(many, manyEn)!, icon: textOr(icon, ''), colour: textOr(colour, 'neutral'), group: textOr(group, 'directory'), titleFields: [] },
  }
}

const ownField = ({ data, isTrashed }: Configuring, name: string, types: ReadonlyMap<string, AnyEntity>): Field | LeftOut['why'] => {
  const { kind, label, labelEn, to, isMany, search, forType } = data
  const words = worded(label, labelEn)
  if (!words) return 'name'
  const own = OWN_KINDS.find(each => each === kind)
  if (!own) return 'kind'
  const target = types.get(String(to))
  // A target in the trash is no more than hidden: what leads there still does.
  if (own === 'relation' && (!target || (target.internal && !target.own))) return 'target'
  const listName = ownListName(String(forType), name)
  const one: Field = {
    kind: own,
    ...(own === 'relation' && { to: target!.type }),
    ...((own === 'choice' || own === 'multiChoice') && { values: { name: listName, labels: 'customs.values', open: true, values: [] } }),
  }
  const weight = SEARCHED_KINDS.includes(own) && (search === 1 || search === 2 || search === 3) ? search : undefined
  const field: Field = isMany === true && MANY_KINDS.includes(own) ? list(one) : one
  return { ...field, words, ...(isTrashed ? { hidden: true, isKept: true, isTrashed } : weight && { search: weight }) }
}

/** The type with more fields, before the shared ones, which come last. */
const extended = (entity: AnyEntity, own: readonly (readonly [string, { readonly field: Field; readonly record: Configuring }])[]): AnyEntity => {
  const shown = own.filter(([, { field }]) => !field.hidden)
  const listed = shown.filter(([, { record, field }]) => record.data['isListed'] === true && field.kind !== 'file' && field.kind !== 'image').map(([name, { field }]) => (field.kind === 'address' ? `${name}.city` : name))
  const indexed = shown.filter(([, { record, field }]) => record.data['isIndexed'] === true && isIndexable(field)).map(([name]) => [name])
  const isShared = (path: string): boolean => entity.fields[path]?.kind === 'tags'
  const before = <T>(all: readonly T[], more: readonly T[], isLast: (one: T) => boolean): T[] => [...all.filter(one => !isLast(one)), ...more, ...all.filter(isLast)]
  return {
    ...entity,
    fields: { ...entity.fields, ...Object.fromEntries(own.map(([name, { field }]) => [name, field])) },
    list: before(entity.list, listed, isShared),
    form: before(entity.form, shown.map(([name]) => [name]), row => row.every(isShared)),
    ...(indexed.length > 0 && { indexes: [...(entity.indexes ?? []), ...indexed] }),
  }
}

const isIndexable = ({ kind }: Field): boolean => kind !== 'list' && kind !== 'multiChoice' && kind !== 'address' && kind !== 'file' && kind !== 'image' && kind !== 'longText'

type Leave = (record: Configuring, why: LeftOut['why']) => void

/** The texts of a setting that is a list of them. */
const textsOf = (setting: unknown): string[] => (Array.isArray(setting) ? setting : []).map(item => String((item as { value?: unknown } | null)?.value))

/** Whether a field can stand after the name in the title of a type of users' own. */
export const isInTitle = ({ fields }: AnyEntity, name: string): boolean => name !== NAME && !fields[name]?.hidden && ['text', 'email', 'phone', 'url', 'date', 'integer'].includes(fields[name]?.kind ?? '')

const entitled = (entity: AnyEntity, record: Configuring, leave: Leave): AnyEntity => {
  const asked = textsOf(record.data['titleFields']).filter(name => name !== NAME)
  if (asked.some(name => !Object.hasOwn(entity.fields, name))) leave(record, 'title')
  const after = asked.filter(name => isInTitle(entity, name))
  if (after.length === 0) return entity
  return { ...entity, title: data => [NAME, ...after].flatMap(name => data[name] ?? []).join(' '), own: { ...entity.own!, titleFields: after } }
}

/** The type with the rules by which users have its records compared; one that asks for a field in the trash waits for it to come back. */
const compared = (entity: AnyEntity, record: Configuring, leave: Leave): AnyEntity => {
  const asked = textsOf(record.data['duplicates']).map(rulePlaces)
  if (asked.some(rule => rule.length === 0 || rule.some(path => !resolvePath(entity, path)))) leave(record, 'duplicates')
  const places = comparablePlaces(entity)
  const rules = asked.filter(rule => rule.length > 0 && rule.every(path => places.includes(path)))
  return rules.length > 0 ? { ...entity, duplicates: rules } : entity
}

/** The weight of words that are not a name. */
const ELSEWHERE = 1

/** Whether the global search can find by the words of a field. */
export const isSearchable = (field: Field): boolean => !field.hidden && [...SEARCHED_KINDS, 'address'].includes((field.of ?? field).kind)

/** Whether it always does: a record is found by its name. */
export const isAlwaysSearched = ({ search, required }: Field): boolean => search === 3 || (search !== undefined && required === true)

/** Whether users may hide a field of a type: records are known by the others, or are none without them. */
export const isHideable = ({ fields, sort, nameField }: AnyEntity, name: string): boolean => !fields[name]!.required && fields[name]!.kind !== 'tags' && !sort.includes(name) && name !== nameField

const settled = (entity: AnyEntity, settings: ReadonlyMap<string, Configuring>, leave: Leave): AnyEntity => {
  const fields: Record<string, Field> = { ...entity.fields }
  const gone = new Set<string>()
  for (const [name, record] of settings) {
    const field = fields[name]!
    if (field.hidden) continue
    const { isHidden, wanted, searched, usual, label, labelEn } = record.data
    const words = worded(label, labelEn)
    const when = WANTED.find(each => each === wanted)
    const isSound = usual === undefined || usual === null || isUsual(field, usual)
    if (!isSound) leave(record, 'usual')
    if (isHidden === true && !isHideable(entity, name)) leave(record, 'field')
    else if (isHidden === true) gone.add(name)
    const { search, ...unsearched } = field
    const isSearched = isSearchable(field) && searched === 'yes' ? true : searched === 'no' && !isAlwaysSearched(field) ? false : search !== undefined
    fields[name] = {
      ...unsearched,
      ...(gone.has(name) ? { hidden: true, isKept: true } : isSearched && { search: search ?? ELSEWHERE }),
      ...(words && { words }),
      ...(when && !gone.has(name) && { wanted: when satisfies Wanted }),
      ...(isSound && usual !== undefined && usual !== null && { usual }),
    }
  }
  const isShown = (path: string): boolean => !gone.has(path.split('.')[0]!)
  return {
    ...entity,
    fields,
    list: entity.list.filter(isShown),
    form: entity.form.map(row => row.filter(isShown)).filter(row => row.length > 0),
  }
}

/** Whether a value can stand in a field of every new record: files and links to records cannot be made in advance. */
const isUsual = (field: Field, usual: unknown): boolean => {
  if (!isInCells(field) || field.kind === 'tags' || field.kind === 'relation') return false
  const probe: AnyEntity = { type: 'usual', labels: '', fields: { value: field }, title: () => 'usual', list: [], form: [], sort: [] }
  return compileValidator(probe)({ value: usual }).length === 0
}

/** The fields that users want filled and that a new record, or one whose `changed` fields are written, leaves empty. */
export const wantedProblems = (entity: AnyEntity, data: Readonly<Record<string, unknown>>, changed?: readonly string[]): { field: string; code: 'REQUIRED' }[] =>
  Object.entries(entity.fields).flatMap(([field, { wanted, required }]) => {
    if (!wanted || required || (data[field] !== undefined && data[field] !== null)) return []
    const isAsked = changed === undefined || (wanted === 'always' && changed.includes(field))
    return isAsked ? [{ field, code: 'REQUIRED' as const }] : []
  })

/** What a new record has in it at first, where nothing else is said. */
export const usualValues = ({ fields }: AnyEntity): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, { usual, hidden }]) => (usual === undefined || hidden ? [] : [[name, usual]])))
