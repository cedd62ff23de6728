import type { AnyEntity, Envelope, MatchKey } from '../../../shared/kernel/entity/define.ts'
import { usualValues, wantedProblems } from '../../../shared/kernel/entity/effective.ts'
import { MOST_TAGS } from '../../../shared/kernel/entity/fields.ts'
import { resolvePath } from '../../../shared/kernel/entity/paths.ts'
import { takesTag } from '../../../shared/kernel/entity/tag-set.ts'
import type { Problem } from '../../../shared/kernel/entity/validate.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import { readRelationTarget } from '../../../shared/kernel/view/relation-target.ts'
import type { LineError } from '../jobs/job-table.ts'
import { matchExpression, searchIndex } from '../search/search-index.ts'
import { type Entry, entryOf, type Operation } from '../store/journal.ts'
import type { Draft, Store } from '../store/store.ts'
import { columnName, keyOf, LIVE } from '../store/typed-table.ts'
import type { Candidate, NamedRelation } from './candidate.ts'
import { createMatcher, type Matcher, type Uncommitted } from './matcher.ts'
import { mergeData } from './merge-data.ts'

export type ImportCounts = Record<'created' | 'updated' | 'unchanged' | 'failed' | 'warnings' | 'linksCreated', number>

/** What a line would change of a record that is there. */
export interface Foreseen {
  readonly line: number
  readonly type: string
  readonly id: string
  readonly title: string
  readonly changes: NonNullable<Entry['changes']>
}

/** What a batch of lines comes to: records to write, and what to tell of it. */
export interface Outcome {
  readonly drafts: readonly Draft[]
  readonly counts: ImportCounts
  readonly errors: readonly LineError[]
  /** Of a dry run. */
  readonly updates: readonly Foreseen[]
}

export interface Importer {
  /** Matches lines with what is stored, in their order; call it inside `commit`. */
  take(candidates: readonly Candidate[]): Outcome
}

export interface ImporterOptions {
  readonly store: Store
  readonly operation: Operation
  /** The key chosen for the file's own type. */
  readonly key?: { readonly type: string; readonly fields: MatchKey }
  /** Lines may hold parts of an address only; see {@link mergeData}. */
  readonly partial: boolean
  /** Nothing will be written: what earlier batches made is remembered instead. */
  readonly dryRun: boolean
}

/** The types whose records are users' own values of a choice, and their tags. */
const LIST_VALUE = 'listValue'
const TAG = 'tag'
/** The type whose records relate others. */
const RELATION = 'relation'

export const createImporter = ({ store, operation, key, partial, dryRun }: ImporterOptions): Importer => {
  const matchers = new Map<string, Matcher>()
  const matcherOf = (entity: AnyEntity): Matcher => {
    let matcher = matchers.get(entity.type)
    if (!matcher) matchers.set(entity.type, (matcher = createMatcher(store, entity, key?.type === entity.type ? key.fields : undefined)))
    return matcher
  }
  const byName = new Map<string, Matcher>()
  const nameMatcherOf = (entity: AnyEntity): Matcher => {
    let matcher = byName.get(entity.type)
    if (!matcher) byName.set(entity.type, (matcher = createMatcher(store, entity, [entity.nameField!])))
    return matcher
  }

  let batch = newBatch()

  const put = (entity: AnyEntity, draft: Draft): void => {
    batch.drafts.set(draft.document.id, draft)
    for (const name of [...matcherOf(entity).keysOf(draft.document.data), ...(entity.nameField ? nameMatcherOf(entity).keysOf(draft.document.data).map(text => `name\0${text}`) : [])]) {
      const ids = batch.index.get(name)
      if (ids) ids.push(draft.document.id)
      else batch.index.set(name, [draft.document.id])
    }
  }

  /** The application's own records of a name or mail address, of which there are few and no search knows. */
  const machineryNamed = ({ type, fields }: AnyEntity, name: string): unknown[] => {
    const addresses = Object.keys(fields).filter(field => fields[field]!.kind === 'email').map(columnName)
    const named = ['title', ...addresses].map(column => `fold(${column}) = ?`)
    return store.db.rows(`select id from ${type} where st = ${LIVE} and (${named.join(' or ')}) limit 2`).all(...named.map(() => fold(name)))
  }

  /** The record that a name stands for, made when there is none and the type can be made from a name alone. */
  const link = (entity: AnyEntity, name: string, counts: ImportCounts): string | undefined => {
    if (!entity.nameField) {
      const index = searchIndex(entity)
      const words = matchExpression(name, { exact: true, namesOnly: true })
      if (index && !words) return undefined
      const rows = (
        index
          ? store.db.rows(`select c.id from ${index.table} s join ${entity.type} c on c.n = s.rowid where s.${index.table} match ? and fold(c.title) = ? limit 2`).all(words, fold(name))
          : machineryNamed(entity, name)
      ) as string[][]
      return rows.length === 1 ? rows[0]![0] : undefined
    }
    const data = { [entity.nameField]: name }
    const uncommitted: Uncommitted = { record: batch.record, find: text => batch.index.get(`name\0${text}`) ?? [] }
    const known = nameMatcherOf(entity).match(data, uncommitted)
    if (known) return known.id
    const draft = store.draft(operation, entity.type, data)
    put(entity, draft)
    counts.linksCreated++
    return draft.document.id
  }

  /** The key of a word among a list's values, made when the list is open. */
  const choiceOf = (list: string, word: string): string => {
    const folded = `${list}\0${fold(word)}`
    const made = batch.words.get(folded)
    if (made) return made
    const known = store.db.rows(`select f_key from ${LIST_VALUE} where st = 0 and k_list = ? and k_label = ?`).get(fold(list), fold(word)) as string[] | undefined
    if (known) return known[0]!
    const draft = store.draft(operation, LIST_VALUE, {})
    Object.assign(draft.document.data, { list, key: draft.document.id, label: word })
    batch.drafts.set(draft.document.id, draft)
    batch.words.set(folded, draft.document.id)
    return draft.document.id
  }

  /** The tag of a word, made when there is none; undefined when records of the type may not have it. */
  const tagOf = (type: string, word: string): string | undefined => {
    const folded = `${TAG}\0${fold(word)}`
    const made = batch.words.get(folded)
    if (made) return made
    const known = store.db.rows(`select id from ${TAG} where st = 0 and k_name = ?`).get(keyOf({ kind: 'text' }, word)) as string[] | undefined
    if (known) return takesTag(store.read(known[0]!), type) ? known[0] : undefined
    const draft = store.draft(operation, TAG, { name: word })
    batch.drafts.set(draft.document.id, draft)
    batch.words.set(folded, draft.document.id)
    return draft.document.id
  }

  const ownRecord = ({ type, own }: Candidate, data: Record<string, unknown>): Envelope | undefined => {
    const record = own && (batch.record(own.id) ?? store.read(own.id))
    if (record?.type !== type || record.trashedAt !== null || record.data[own!.field] !== undefined) return undefined
    delete data[own!.field]
    return record
  }

  /** Changes with the titles of what relations lead to, which in a dry run may be nowhere yet. */
  const readable = (entity: AnyEntity, changes: Entry['changes'] = {}): Foreseen['changes'] => {
    const titleOf = (id: unknown): unknown => {
      const record = typeof id === 'string' ? (batch.record(id) ?? store.read(id)) : undefined
      return record ? store.entity(record.type)!.title(record.data) : id
    }
    return Object.fromEntries(Object.entries(changes).map(([field, [from, to]]) => [field, entity.fields[field]?.kind === 'relation' ? ([titleOf(from), titleOf(to)] as const) : ([from, to] as const)]))
  }

  /** Relates a record of the batch, or one that is there, to the one that a name stands for; one that is related so already stays as it is. */
  const relate = (id: string, { target, name }: NamedRelation, counts: ImportCounts): Problem | undefined => {
    const { kind, side, type } = readRelationTarget(target)!
    const entity = store.entity(type)
    const other = entity && !entity.internal ? link(entity, name, counts) : undefined
    if (other === undefined) return { field: target, code: 'RELATION_NOT_FOUND', params: { value: name }, warning: true }
    const [subject, object] = side === 'object' ? [other, id] : [id, other]
    const pair = [kind, ...(side === 'either' ? [subject, object].toSorted() : [subject, object])].join(' ')
    if (batch.related.has(pair)) return undefined
    batch.related.add(pair)
    const draft = store.draft(operation, RELATION, { kind, subject, object })
    const ends = [subject, object].flatMap(end => batch.drafts.get(end) ?? [])
    const refused = store.refusal(draft, [...ends, draft])
    if (refused?.params?.['reason'] === 'twice') return undefined
    if (refused) return { field: target, code: 'RELATION_REFUSED', params: { value: name }, warning: true }
    batch.drafts.set(draft.document.id, draft)
    return undefined
  }

  const related = (candidate: Candidate, id: string, problems: Problem[], counts: ImportCounts): readonly Problem[] => [...problems, ...(candidate.relations ?? []).flatMap(relation => relate(id, relation, counts) ?? [])]

  const one = (candidate: Candidate, counts: ImportCounts, updates: Foreseen[]): readonly Problem[] => {
    const entity = store.entity(candidate.type)!
    const problems = [...candidate.problems]
    const data: Record<string, unknown> = { ...candidate.data }
    const fatal = (): boolean => problems.some(problem => !problem.warning)
    for (const [field, words] of Object.entries(candidate.words)) {
      if (!entity.fields[field]!.values!.open) problems.push({ field, code: 'NOT_A_CHOICE', params: { value: words.join(', ') } })
    }
    if (fatal()) return problems
    // A line is refused before anything that it names is made.
    const alone = store.validate(entity.type, data)
    if (alone.some(problem => problem.code !== 'REQUIRED' && problem.code !== 'NAME_REQUIRED')) return [...problems, ...alone]

    for (const [field, words] of Object.entries(candidate.words)) {
      const { kind, values } = entity.fields[field]!
      if (kind === 'tags') {
        const known = words.map(word => ({ word, id: tagOf(entity.type, word) }))
        for (const { word, id } of known) if (id === undefined) problems.push({ field, code: 'NOT_A_CHOICE', params: { value: word }, warning: true })
        data[field] = [...new Set(known.flatMap(({ id }) => id ?? []))].slice(0, MOST_TAGS)
        continue
      }
      const keys = words.map(word => choiceOf(values!.name, word))
      data[field] = kind === 'multiChoice' ? [...((data[field] as string[]) ?? []), ...keys] : keys[0]
    }
    for (const [field, name] of Object.entries(candidate.links)) {
      const target = store.entity(resolvePath(entity, field)!.leaf.to!)!
      const id = link(target, name, counts)
      if (id) data[field] = id
      else problems.push({ field, code: 'RELATION_NOT_FOUND', params: { value: name }, warning: true })
    }

    const known = ownRecord(candidate, data) ?? matcherOf(entity).match(data, { record: batch.record, find: text => batch.index.get(text) ?? [] })
    const whole = known ? mergeData(entity, known.data, data, partial) : data
    if (!known) Object.assign(data, { ...usualValues(entity), ...data })
    const broken = [...(known || alone.length ? store.validate(entity.type, whole) : []), ...wantedProblems(entity, whole, known && Object.keys(data))]
    if (broken.length) return [...problems, ...broken]
    if (!known) {
      const draft = store.draft(operation, entity.type, data)
      put(entity, draft)
      counts.created++
      return related(candidate, draft.document.id, problems, counts)
    }
    const pending = batch.drafts.get(known.id)
    const document: Envelope = pending ? { ...pending.document, data: whole } : store.change(operation, known as never, { data: whole }).document
    const entry = entryOf(document, known)
    if (entry === undefined) {
      counts.unchanged++
      return related(candidate, known.id, problems, counts)
    }
    put(entity, pending ? { ...pending, document } : { document, previous: known as never })
    counts.updated++
    if (dryRun) updates.push({ line: candidate.line, type: entity.type, id: known.id, title: entity.title(known.data), changes: readable(entity, entry.changes) })
    return related(candidate, known.id, problems, counts)
  }

  return {
    take: candidates => {
      if (!dryRun) batch = newBatch()
      const counts: ImportCounts = { created: 0, updated: 0, unchanged: 0, failed: 0, warnings: 0, linksCreated: 0 }
      const errors: LineError[] = []
      const updates: Foreseen[] = []
      for (const candidate of candidates) {
        const problems = one(candidate, counts, updates)
        if (problems.length === 0) continue
        const failed = problems.some(problem => !problem.warning)
        if (failed) counts.failed++
        else counts.warnings++
        errors.push({ line: candidate.line, failed, problems, source: candidate.source })
      }
      return { drafts: [...batch.drafts.values()], counts, errors, updates }
    },
  }
}

const newBatch = () => {
  const drafts = new Map<string, Draft>()
  return {
    drafts,
    index: new Map<string, string[]>(),
    words: new Map<string, string>(),
    related: new Set<string>(),
    record: (id: string): Envelope | undefined => drafts.get(id)?.document,
  }
}
