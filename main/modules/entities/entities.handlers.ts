import { type AnyEntity, type Envelope, typesReached } from '../../../shared/kernel/entity/define.ts'
import { wantedProblems } from '../../../shared/kernel/entity/effective.ts'
import { type FileRef, type ListItem, MOST_FILE_BYTES } from '../../../shared/kernel/entity/fields.ts'
import { isTagChange, mergedTags, takesTag } from '../../../shared/kernel/entity/tag-set.ts'
import { type Problem, tidy } from '../../../shared/kernel/entity/validate.ts'
import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ExpectedError, fail, ok } from '../../../shared/kernel/rpc/result.ts'
import type { entitiesRpc } from '../../../shared/modules/entities/entities.rpc.ts'
import type { JobEngine } from '../../kernel/jobs/engine.ts'
import type { FileStore } from '../../kernel/files/file-store.ts'
import { readJobsIn } from '../../kernel/jobs/job-table.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import type { Store } from '../../kernel/store/store.ts'
import { WHOLLY } from '../../kernel/store/typed-table.ts'
import { changeMany } from './bulk.jobs.ts'
import { purgeRecords } from './purge.jobs.ts'

/** `sorted` is told of every list that was asked for in another order than the usual one. */
export const entitiesQueries = (reader: Reader, sorted: (type: string, field: string) => void): HandlersOf<typeof entitiesRpc, 'query'> => ({
  get: ({ type, id }) => {
    const record = reader.get(id, type)
    return record ? ok({ record }) : fail('NOT_FOUND', { id })
  },
  list: request => {
    const page = ok(reader.list(request))
    const { type, sort, archived } = request
    const { archive, sort: usual } = reader.entity(type)
    if (archive && archived === 'with') sorted(type, WHOLLY + (sort?.[0]?.field ?? usual[0]!))
    else if (sort?.[0]) sorted(type, sort[0].field)
    return page
  },
  count: selection => ok({ count: reader.count(selection) }),
  totals: ({ fields, ...selection }) => ok({ totals: reader.totals(selection, fields) }),
  groups: ({ by, fields, ...selection }) => ok(reader.rowGroups(selection, by, fields)),
})

/** `reader` reads on the store's own connection, so that what a command answers is what it wrote. */
export const entitiesCommands = (store: Store, reader: Reader, files: FileStore, jobs: JobEngine, copiedRelations: (from: string, to: string) => Record<string, unknown>[]): HandlersOf<typeof entitiesRpc, 'command' | 'stream'> => {
  const operation = (name: string, actor: string, params: Record<string, unknown> = {}): Operation => ({ id: store.newId(), name, params, actor })

  /** Lets the list of operations say which record it was. */
  const nameRecord = (params: Record<string, unknown>, { id, type, data }: Envelope): void => {
    params.id = id
    params.title = reader.entity(type).title(data)
  }

  const toggleTrash = async (name: 'trash' | 'restore', actor: string, type: string, id: string | undefined, ids: readonly string[] = []): Promise<{ op: string; count: number }> => {
    reader.entity(type)
    const params: Record<string, unknown> = { type }
    const op = operation(name, actor, params)
    let count = 0
    await store.commit(op, () => {
      const drafts = [...new Set(id === undefined ? ids : [id, ...ids])].flatMap(each => {
        const record = store.read(each)
        if (!record || record.type !== type) throw new ExpectedError('NOT_FOUND', { id: each })
        if ((record.trashedAt === null) === (name === 'restore')) return []
        return [store.change(op, record, { trashedAt: name === 'trash' ? store.instant() : null })]
      })
      count = drafts.length
      if (drafts.length === 1) nameRecord(params, drafts[0]!.document)
      return { drafts }
    })
    return { op: op.id, count }
  }

  return {
    save: async ({ type, id, patch, base, copyOf }, { actor }) => {
      const entity = reader.entity(type)
      const unknown = Object.keys(patch).find(field => !Object.hasOwn(entity.fields, field))
      if (unknown !== undefined) return fail('UNKNOWN_FIELD', { type, field: unknown })
      const patched = await files.hold(() => keepFiles(entity, normalise(entity, patch), files))
      const params: Record<string, unknown> = { type }
      const op = operation(id === undefined ? 'create' : 'edit', actor, params)
      let saved = id ?? ''
      let data: Record<string, unknown> = {}
      await store.commit(op, () => {
        const previous = id === undefined ? undefined : store.read(id)
        if (id !== undefined && previous?.type !== type) throw new ExpectedError('NOT_FOUND', { id })
        const fields = previous && base ? withTheirTags(entity, previous.data, patched, normalise(entity, base)) : patched
        const conflicts = previous && base ? conflictsOf(entity, previous.data, fields, normalise(entity, base)) : []
        if (conflicts.length) throw new ExpectedError('CONFLICT', { id, conflicts })
        const original = id === undefined && copyOf !== undefined ? store.read(copyOf) : undefined
        const isCopy = original?.type === type && original.trashedAt === null
        data = { ...previous?.data, ...(isCopy && { tags: original.data['tags'] }), ...fields }
        if (isCopy) data['tags'] = tidy(copiedTags(store, original, data['tags']))
        for (const field of Object.keys(data)) if (data[field] === undefined) delete data[field]
        const problems = [...store.validate(type, data), ...wantedProblems(entity, data, previous && Object.keys(fields)), ...referenceProblems(store, entity, fields)]
        if (problems.length) throw new ExpectedError('INVALID_RECORD', { problems })
        const draft = previous ? store.change(op, previous, { data }) : store.draft(op, type, data)
        saved = draft.document.id
        nameRecord(params, draft.document)
        if (!isCopy) return { drafts: [draft] }
        const relations = copiedRelations(copyOf!, saved).map(each => store.draft(op, 'relation', each))
        const all = [draft, ...relations]
        // What a copy may not have, it does not get.
        return { drafts: [draft, ...relations.filter(each => !store.refusal(each, all))] }
      })
      // The numbering rules of every country are heavy to load, and only some records have such a number.
      const checked = Object.keys(patched).some(field => entity.fields[field]!.legalId && patched[field] !== undefined)
      const warnings = checked ? (await import('../../../shared/kernel/entity/legal-id.ts')).legalIdWarnings(entity, data) : []
      return ok({ record: reader.get(saved, type)!, op: op.id, warnings })
    },
    changeMany: async ({ ids, patch, restore = false, background = false, all: _, ...asked }, { actor, signal }) => {
      if (patch && restore) return fail('BAD_INPUT', { field: 'restore' })
      const selection = { ...asked, trashed: restore }
      const { type } = selection
      const entity = reader.entity(type)
      const unknown = Object.keys(patch ?? {}).find(field => !Object.hasOwn(entity.fields, field))
      if (unknown !== undefined) return fail('UNKNOWN_FIELD', { type, field: unknown })
      const fields = patch && (await files.hold(() => keepFiles(entity, normalise(entity, patch), files)))
      const problems = fields ? referenceProblems(store, entity, fields) : []
      if (problems.length) return fail('INVALID_RECORD', { problems })
      // A job keeps its order as JSON, which has no undefined.
      const wanted = fields && Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, value ?? null]))
      const order = { selection, restore, ...(ids && { ids: [...new Set(ids)] }), ...(wanted && { patch: wanted }) }
      return ok(await changeMany(store, reader, jobs, operation(wanted ? 'edit' : restore ? 'restore' : 'trash', actor, { type }), order, { isWaiting: !background, signal }))
    },
    remove: async ({ type, id, ids }, { actor }) => ok(await toggleTrash('trash', actor, type, id, ids)),
    restore: async ({ type, id, ids }, { actor }) => ok(await toggleTrash('restore', actor, type, id, ids)),
    indexSort: async ({ type, field }) => ok({ done: readJobsIn(store.db, ['waiting', 'running']).length === 0 && (await store.indexSort(reader.entity(type).type, field)) }),
    purge: ({ background = false, all: _, ...asked }, { actor, signal }) => purgeRecords({ store, reader, files, jobs }, asked, actor, { isWaiting: !background, signal }),
    watch: ({ type }, { signal }, emit) =>
      new Promise(resolve => {
        const stop = store.onCommit(written => {
          for (const each of written) if (type === undefined || each.type === type) emit({ type: each.type, ids: each.ids.slice(0, MOST_IDS), many: each.ids.length > MOST_IDS })
        })
        const end = (): void => {
          stop()
          resolve(ok({}))
        }
        if (signal.aborted) end()
        else signal.addEventListener('abort', end, { once: true })
      }),
  }
}

const MOST_IDS = 1_000

/** A patch as records keep it: empty values undefined, relations as ids. */
const normalise = (entity: AnyEntity, patch: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(patch).map(([field, value]) => {
      const related = entity.fields[field]?.kind === 'relation' && typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : value
      const { kind } = entity.fields[field] ?? {}
      if (kind === 'json') return [field, value ?? undefined]
      return [field, kind === 'tags' && Array.isArray(related) ? tidy([...new Set(related)]) : kind === 'tags' && isTagChange(related) ? related : tidy(related)]
    }),
  )

const STAGED = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Copies staged files that a patch names to where records keep theirs; a refused save can be sent again with them, and the
 * staged ones go when the application closes. Throws ExpectedError FILE_NOT_FOUND, FILE_TOO_LARGE.
 */
const keepFiles = async (entity: AnyEntity, fields: Record<string, unknown>, files: FileStore): Promise<Record<string, unknown>> => {
  const kept = { ...fields }
  for (const [field, value] of Object.entries(fields)) {
    const { kind, of } = entity.fields[field]!
    if (kind === 'file' || kind === 'image') kept[field] = await keepFile(value, files)
    else if (kind === 'list' && of!.kind === 'file' && Array.isArray(value)) {
      const items: unknown[] = []
      for (const item of value as ListItem[]) items.push({ ...item, value: await keepFile(item.value, files) })
      kept[field] = items
    }
  }
  return kept
}

const keepFile = async (value: unknown, files: FileStore): Promise<unknown> => {
  const { file, name } = (value ?? {}) as Partial<FileRef>
  if (typeof file !== 'string' || !STAGED.test(file)) return value
  const staged = await files.open(file)
  if (!staged) throw new ExpectedError('FILE_NOT_FOUND', { file })
  if (staged.size > MOST_FILE_BYTES) throw new ExpectedError('FILE_TOO_LARGE', { maxBytes: MOST_FILE_BYTES })
  const pieces: Uint8Array[] = []
  for await (const piece of staged.bytes) pieces.push(piece)
  return files.put(Buffer.concat(pieces), name ?? staged.name)
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

const conflictsOf = (entity: AnyEntity, now: Envelope['data'], mine: Record<string, unknown>, base: Record<string, unknown>): { field: string; mine: unknown; theirs: unknown; base: unknown }[] =>
  Object.keys(mine)
    .filter(field => entity.fields[field]!.kind !== 'tags' && field in base && !same(now[field], base[field]) && !same(now[field], mine[field]))
    .map(field => ({ field, mine: mine[field] ?? null, theirs: now[field] ?? null, base: base[field] ?? null }))

/** A patch whose tags were changed meanwhile, with what both made of them. */
const withTheirTags = (entity: AnyEntity, now: Envelope['data'], mine: Record<string, unknown>, base: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(mine).map(([field, value]) =>
      entity.fields[field]!.kind === 'tags' && field in base ? [field, tidy(mergedTags(...([base[field], value, now[field]].map(tags => (tags ?? []) as string[]) as [string[], string[], string[]])))] : [field, value],
    ),
  )

/** The tags of a copy: of those that the other has, what is not given to anything any more is left out. */
const copiedTags = (store: Store, { type, data }: Envelope, tags: unknown): unknown =>
  Array.isArray(tags) ? tags.filter(tag => !(data['tags'] as string[] | undefined)?.includes(tag) || takesTag(store.read(tag), type)) : tags

/** Relations to nothing, tags that are none and choices that no list offers. */
const referenceProblems = (store: Store, entity: AnyEntity, fields: Record<string, unknown>): Problem[] =>
  Object.entries(fields).flatMap(([field, value]): Problem[] => {
    const { kind, values } = entity.fields[field]!
    if (value === undefined) return []
    if (kind === 'relation') {
      const isThere = typesReached(entity.fields[field]!, store.registry).includes(store.read(String(value))?.type ?? '')
      return isThere ? [] : [{ field, code: 'RELATION_NOT_FOUND', params: { value: String(value) } }]
    }
    if (kind === 'tags') {
      const named = isTagChange(value) ? (value.add ?? []) : [value].flat()
      const wrong = named.find(id => store.read(String(id))?.type !== 'tag')
      return wrong === undefined ? [] : [{ field, code: 'RELATION_NOT_FOUND', params: { value: String(wrong) } }]
    }
    if (!values) return []
    const offered = (key: unknown): boolean =>
      values.values.some(declared => declared.key === key) || store.db.sql('select 1 from listValue where k_list = fold(?) and f_key = ?').get(values.name, key) !== undefined
    const wrong = [value].flat().find(key => !offered(key))
    return wrong === undefined ? [] : [{ field, code: 'NOT_A_CHOICE', params: { value: String(wrong) } }]
  })
