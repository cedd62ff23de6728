import { dayAfter } from '../../../shared/kernel/date/days.ts'
import { changedTags } from '../../../shared/kernel/entity/tag-set.ts'
import { tidy } from '../../../shared/kernel/entity/validate.ts'
import { dayIn } from '../../../shared/kernel/text/parse-date.ts'
import { otherSide } from '../../../shared/modules/relations/relation-kinds.ts'
import type { Action, Given, Workflow } from '../../../shared/modules/workflows/workflow.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import type { Draft, Store } from '../../kernel/store/store.ts'
import type { Effect } from './act-table.ts'
import { type ReadData, recordAt, valuesAt } from './record-path.ts'

/** A mail made of a template for a record. */
export interface Written {
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly attachments?: readonly unknown[]
  /** Variables of the template for which the record has nothing. */
  readonly missing: readonly string[]
}

/** What workflows have done by others. */
export interface Hands {
  /** Whether there is such a template, by its shipped key or the id of its record. */
  readonly hasTemplate: (template: string) => boolean
  readonly write: (template: string, record: string) => Written
  /** A short text with variables, and what is missing for it. */
  readonly fill: (text: string, record: string) => { text: string; missing: readonly string[] }
  /** The records that ask a questionnaire about an activity; none where there is nothing to ask, or it was asked already. */
  readonly survey: (operation: Operation, activity: string) => readonly Draft[]
}

export interface RunContext {
  readonly store: Store
  readonly reader: Reader
  readonly hands: Hands
  readonly zone: string
  readonly now: () => number
}

/** What a run comes to: all that it writes, or why it does nothing. */
export type Run =
  | { readonly state: 'done'; readonly drafts: readonly Draft[]; readonly effects: readonly Effect[] }
  | { readonly state: 'skipped' | 'failed'; readonly why: string; readonly params?: Readonly<Record<string, unknown>> }

class Refused extends Error {
  readonly run: Extract<Run, { why: string }>
  constructor(state: 'skipped' | 'failed', why: string, params?: Readonly<Record<string, unknown>>) {
    super(why)
    this.run = { state, why, ...(params && { params }) }
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** What a workflow does for one record, beside what others of its batch do; nothing of a run stands unless all of it does. */
export const planRun = (context: RunContext, workflow: Workflow, record: string, operation: Operation, among: ReadonlyMap<string, Draft>): Run => {
  const { store } = context
  const drafts = new Map(among)
  const effects: Effect[] = []
  const read: ReadData = id => drafts.get(id)?.document ?? store.read(id)
  const add = (draft: Draft, effect: Omit<Effect, 'id' | 'type'>): void => {
    const { document } = draft
    const problems = store.validate(document.type, document.data)
    if (problems.length) throw new Refused('failed', 'invalid', { field: problems[0]!.field, code: problems[0]!.code })
    const others = [...drafts.values()].filter(other => other.document.id !== document.id)
    const refused = store.refusal(draft, others)
    if (refused) throw new Refused('failed', 'rejected', { code: refused.code, ...refused.params })
    drafts.set(document.id, draft)
    effects.push({ ...effect, id: document.id, type: document.type })
  }
  const change = (id: string, does: Action['do'], data: Record<string, unknown>): void => {
    const previous = drafts.get(id)?.previous ?? store.read(id)!
    const before = read(id)!.data
    const fields = [...new Set([...Object.keys(before), ...Object.keys(data)])].filter(field => !same(before[field], data[field]))
    if (fields.length === 0) return
    const drafted = drafts.get(id)
    // A record that this batch makes is changed where it is made.
    const draft = drafted && !drafted.previous ? { ...drafted, document: { ...drafted.document, data } } : store.change(operation, previous, { data })
    add(draft, { do: does, fields })
  }
  try {
    for (const action of workflow.actions) act(context, { workflow, record, operation, read, add, change }, action)
  } catch (error) {
    if (error instanceof Refused) return error.run
    throw error
  }
  return { state: 'done', drafts: [...drafts].flatMap(([id, draft]) => (among.get(id) === draft ? [] : [draft])), effects }
}

interface Step {
  readonly workflow: Workflow
  readonly record: string
  readonly operation: Operation
  readonly read: ReadData
  readonly add: (draft: Draft, effect: Omit<Effect, 'id' | 'type'>) => void
  readonly change: (id: string, does: Action['do'], data: Record<string, unknown>) => void
}

const act = (context: RunContext, step: Step, action: Action): void => {
  const { store, reader, hands } = context
  const { record, operation, workflow, read, add, change } = step
  const source = `workflow:${workflow.key}`
  switch (action.do) {
    case 'set':
    case 'tag': {
      const id = recordAt(read, record, action.on)
      const target = id === undefined ? undefined : read(id)
      if (id === undefined || !target || store.read(id)?.trashedAt) return
      if (action.do === 'tag') {
        const tags = changedTags((target.data['tags'] as string[] | undefined) ?? [], { add: [...action.add], remove: [...action.remove] })
        return change(id, 'tag', withField(target.data, 'tags', tags))
      }
      if (action.only && !isKept(reader, target.type, id, action.only)) return
      return change(id, 'set', action.values.reduce((data, given) => withField(data, given.field, valueOf(context, step, target.type, given)), { ...target.data }))
    }
    case 'relate': {
      const other = 'record' in action.to ? action.to.record : recordAt(read, record, action.to.path)
      if (other === undefined) return
      const draft = store.draft(operation, 'relation', { kind: action.kind, [action.side]: record, [otherSide(action.side)]: other })
      // That it is there already is what was wanted.
      if (store.refusal(draft)?.params?.['reason'] === 'twice') return
      return add(draft, { do: 'relate' })
    }
    case 'activity': {
      const { zone, now } = context
      const responsible = recordAt(read, record, action.responsible)
      const data = tidy({
        kind: action.kind,
        name: filled(hands, action.name, record),
        minutes: action.minutes && filled(hands, action.minutes, record),
        status: 'planned',
        day: dayAfter(dayIn(zone, now()), action.inDays),
        responsible: action.responsible === undefined ? undefined : responsible,
        ...linksOf(read, record),
        source,
      }) as Record<string, unknown>
      return add(store.draft(operation, 'activity', data), { do: 'activity' })
    }
    case 'send': {
      const to = action.to.flatMap(place => addressesAt(read, record, place)).slice(0, 1)
      if (to.length === 0) throw new Refused('skipped', 'noAddress')
      const { missing, attachments, ...mail } = hands.write(action.template, record)
      if (missing.length) throw new Refused('failed', 'missing', { missing: missing.join(', ') })
      const cc = [...new Set(action.cc.flatMap(place => addressesAt(read, record, place)))].filter(address => !to.includes(address))
      const items = (addresses: readonly string[]): unknown => addresses.map(value => ({ value }))
      const data = tidy({ direction: 'out', state: 'waiting', account: action.account, to: items(to), cc: items(cc), ...mail, attachments, ...linksOf(read, record), source }) as Record<string, unknown>
      delete data['activity']
      return add(store.draft(operation, 'emailMessage', data), { do: 'send' })
    }
    case 'survey':
      for (const draft of hands.survey(operation, record)) add(draft, { do: 'survey' })
      return
    case 'notify':
      return add(store.draft(operation, 'notification', { text: filled(hands, action.text, record).slice(0, MOST_TEXT), about: record }), { do: 'notify' })
    case 'archive': {
      const target = read(record)!
      const { archive } = store.entity(target.type) ?? {}
      if (archive === undefined) throw new Refused('failed', 'noArchive')
      return change(record, 'archive', { ...target.data, [archive]: true })
    }
  }
}

const MOST_TEXT = 1_000

const isKept = (reader: Reader, type: string, id: string, filter: NonNullable<Extract<Action, { do: 'set' }>['only']>): boolean =>
  reader.count({ type, filter: { all: [{ field: 'id', op: 'eq', value: id }, filter] }, archived: 'with' }) > 0

const withField = (data: Readonly<Record<string, unknown>>, field: string, value: unknown): Record<string, unknown> => {
  const kept = tidy(value)
  const { [field]: _, ...rest } = data
  return kept === undefined ? rest : { ...rest, [field]: kept }
}

const valueOf = ({ store, zone, now }: RunContext, { record, read }: Step, type: string, given: Given): unknown => {
  if ('copy' in given) {
    const [value] = valuesAt(read, record, given.copy)
    return value
  }
  if (!('now' in given)) return given.value
  const at = now()
  return store.entity(type)?.fields[given.field]?.kind === 'dateTime' ? { at: new Date(at).toISOString(), zone } : dayIn(zone, at)
}

const filled = (hands: Hands, text: string, record: string): string => hands.fill(text, record).text

const LINKS = ['contact', 'organisation', 'opportunity', 'activity'] as const

/** The links by which what a workflow makes is found on the sheets of its record. */
const linksOf = (read: ReadData, record: string): Record<string, unknown> => {
  const { type, data } = read(record)!
  return Object.fromEntries(LINKS.flatMap(link => (type === link ? [[link, record]] : typeof data[link] === 'string' ? [[link, data[link]]] : [])))
}

/** The addresses at a place: the first of a list, or itself where it is one. */
export const addressesAt = (read: ReadData, record: string, place: string): string[] =>
  place.includes('@') ? [place] : valuesAt(read, record, place).filter((value): value is string => typeof value === 'string').slice(0, 1)
