import type { z } from 'zod'
import { isOwnName, OWN } from '../../../shared/kernel/entity/define.ts'
import { isAlwaysSearched, isSearchable, ownListName } from '../../../shared/kernel/entity/effective.ts'
import { ruleText } from '../../../shared/kernel/duplicates/own-rules.ts'
import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ExpectedError, ok } from '../../../shared/kernel/rpc/result.ts'
import { fold, words } from '../../../shared/kernel/text/fold.ts'
import type { customsRpc } from '../../../shared/modules/config/customs.rpc.ts'
import { readConfiguration } from '../../kernel/store/configuration.ts'
import type { Db } from '../../kernel/store/driver.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Draft, Store } from '../../kernel/store/store.ts'

type NewField = z.output<typeof customsRpc.addFields.input>['fields'][number]

export const customsQueries = (db: Db): HandlersOf<typeof customsRpc, 'query'> => ({
  configuration: () => ok({ records: readConfiguration(db) }),
})

export const customsCommands = (store: Store): HandlersOf<typeof customsRpc, 'command' | 'stream'> => {
  const operation = (name: string, actor: string, params: Record<string, unknown>): Operation => ({ id: store.newId(), name, params, actor })
  const configured = (type: string) => readConfiguration(store.db).filter(record => record.type === type)
  const recordOf = (type: string, field: string, kind: 'customField' | 'fieldSetting') =>
    configured(kind).find(({ data, isTrashed }) => !isTrashed && data['forType'] === type && (kind === 'customField' ? `${OWN}${String(data['key'])}` : data['field']) === field)
  const known = (type: string, field?: string): void => {
    const entity = store.entity(type)
    if (!entity || entity.internal) throw new ExpectedError('UNKNOWN_TYPE', { type })
    if (field !== undefined && !Object.hasOwn(entity.fields, field)) throw new ExpectedError('UNKNOWN_FIELD', { type, field })
  }

  const changed = (of: Operation, id: string, patch: Record<string, unknown>): Draft => {
    const record = store.read(id)
    if (!record) throw new ExpectedError('NOT_FOUND', { id })
    return store.change(of, record, { data: merged(record.data, patch) })
  }

  const choiceDrafts = (of: Operation, list: string, labels: readonly string[]): Draft[] => {
    const keys = new Set<string>()
    return labels.map((label, index) => {
      const key = freeKey(label, keys)
      keys.add(key)
      return store.draft(of, 'listValue', { list, key, label, order: index + 1 })
    })
  }

  const fieldDrafts = (of: Operation, type: string, fields: readonly NewField[]): { drafts: Draft[]; names: string[] } => {
    const mine = configured('customField').filter(({ data }) => data['forType'] === type)
    const taken = new Set(mine.map(({ data }) => String(data['key'])))
    const last = Math.max(0, ...mine.map(({ data }) => Number(data['order'] ?? 0)))
    const names: string[] = []
    const drafts = fields.flatMap(({ choices = [], wanted, ...field }, index) => {
      const key = freeKey(field.label, taken)
      taken.add(key)
      const name = `${OWN}${key}`
      names.push(name)
      return [
        store.draft(of, 'customField', { ...field, forType: type, key, order: last + index + 1 }),
        ...(wanted ? [store.draft(of, 'fieldSetting', { forType: type, field: name, wanted })] : []),
        ...choiceDrafts(of, ownListName(type, name), distinct(choices)),
      ]
    })
    return { drafts, names }
  }

  return {
    addType: async ({ fields, ...about }, { actor }) => {
      const op = operation('create', actor, { type: 'customType', title: about.many })
      let type = ''
      await store.commit(op, () => {
        const key = freeKey(about.one, new Set(configured('customType').map(({ data }) => String(data['key']))))
        type = `${OWN}${key}`
        const made = store.draft(op, 'customType', { ...about, key })
        return { drafts: [made, ...fieldDrafts(op, type, fields).drafts] }
      })
      return ok({ op: op.id, type })
    },
    setType: async ({ type, titleFields, duplicates, ...about }, { actor }) => {
      const own = store.entity(type)?.own
      if (!own) throw new ExpectedError('UNKNOWN_TYPE', { type })
      const op = operation('edit', actor, { type: 'customType', title: about.many ?? own.many.fr })
      await store.commit(op, () => ({
        drafts: [changed(op, own.id, { ...about, ...(titleFields && { titleFields: listed(titleFields) }), ...(duplicates && { duplicates: listed(duplicates.map(ruleText)) }) })],
      }))
      return ok({ op: op.id })
    },
    addFields: async ({ type, fields }, { actor }) => {
      known(type)
      const op = operation('create', actor, { type: 'customField', title: fields.map(({ label }) => label).join(', ') })
      let names: string[] = []
      await store.commit(op, () => {
        const made = fieldDrafts(op, type, fields)
        ;({ names } = made)
        return { drafts: made.drafts }
      })
      return ok({ op: op.id, names })
    },
    setChoices: async ({ type, field, choices }, { actor }) => {
      known(type, field)
      const { values, words: called } = store.entity(type)!.fields[field]!
      if (!values || !isOwnName(field)) throw new ExpectedError('UNKNOWN_FIELD', { type, field })
      const op = operation('edit', actor, { type: 'customField', title: called?.fr ?? field })
      await store.commit(op, () => {
        const there = (store.db.rows('select id from listValue where st = 0 and k_list = fold(?)').all(values.name) as string[][]).map(([id]) => store.read(id!)!)
        const byLabel = new Map(there.map(record => [fold(String(record.data['label'])), record]))
        const keys = new Set(there.map(({ data }) => String(data['key'])))
        const kept = new Set<string>()
        const drafts = distinct(choices).map((label, index) => {
          const record = byLabel.get(fold(label))
          if (!record) {
            const key = freeKey(label, keys)
            keys.add(key)
            return store.draft(op, 'listValue', { list: values.name, key, label, order: index + 1 })
          }
          kept.add(record.id)
          const { disabled: _, ...data } = record.data
          return store.change(op, record, { data: { ...data, label, order: index + 1 } })
        })
        const left = there.filter(({ id, data }) => !kept.has(id) && data['disabled'] !== true).map(record => store.change(op, record, { data: { ...record.data, disabled: true } }))
        return { drafts: [...drafts, ...left] }
      })
      return ok({ op: op.id })
    },
    setField: async ({ type, field, ...wishes }, { actor }) => {
      known(type, field)
      const op = operation('edit', actor, { type: 'fieldSetting', title: wishes.label ?? store.entity(type)!.fields[field]!.words?.fr ?? field })
      await store.commit(op, () => {
        const { label, ...others } = wishes
        const own = label === undefined || label === null || !isOwnName(field) ? undefined : recordOf(type, field, 'customField')
        const patch = own ? others : wishes
        const drafts: Draft[] = []
        if (own) drafts.push(changed(op, own.id, { label }))
        if (Object.values(patch).some(value => value !== undefined)) {
          const setting = recordOf(type, field, 'fieldSetting')
          drafts.push(setting ? changed(op, setting.id, patch) : store.draft(op, 'fieldSetting', merged({ forType: type, field }, patch)))
        }
        return { drafts }
      })
      return ok({ op: op.id })
    },
    setSearched: async ({ type, fields }, { actor }) => {
      for (const field of fields) known(type, field)
      known(type)
      const entity = store.entity(type)!
      const op = operation('edit', actor, { type: 'fieldSetting', title: entity.own?.many.fr ?? type })
      await store.commit(op, () => ({
        drafts: Object.entries(entity.fields).flatMap(([field, definition]) => {
          const isWanted = fields.includes(field)
          if (!isSearchable(definition) || isAlwaysSearched(definition) || isWanted === (definition.search !== undefined)) return []
          const setting = recordOf(type, field, 'fieldSetting')
          const searched = isWanted ? 'yes' : 'no'
          return [setting ? changed(op, setting.id, { searched }) : store.draft(op, 'fieldSetting', { forType: type, field, searched })]
        }),
      }))
      return ok({ op: op.id })
    },
    arrange: async ({ type, fields }, { actor }) => {
      known(type)
      const op = operation('edit', actor, { type: 'customType', title: store.entity(type)!.own?.many.fr ?? type })
      await store.commit(op, () => ({
        drafts: fields.flatMap((field, index) => {
          const record = recordOf(type, field, 'customField')
          return record && record.data['order'] !== index + 1 ? [changed(op, record.id, { order: index + 1 })] : []
        }),
      }))
      return ok({ op: op.id })
    },
    watch: (_, { signal }, emit) =>
      new Promise(resolve => {
        const stop = store.onRegistry(() => emit({}))
        const end = (): void => {
          stop()
          resolve(ok({}))
        }
        if (signal.aborted) end()
        else signal.addEventListener('abort', end, { once: true })
      }),
  }
}

/** Data with a patch, in which null takes a value away. */
const merged = (data: Record<string, unknown>, patch: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries({ ...data, ...patch }).filter(([, value]) => value !== undefined && value !== null && value !== false))

/** As a list of texts is kept; none at all where it is empty. */
const listed = (texts: readonly string[]): { value: string }[] | null => (texts.length > 0 ? texts.map(value => ({ value })) : null)

const distinct = (labels: readonly string[]): string[] => [...new Map(labels.map(label => [fold(label), label])).values()]

const LONGEST_KEY = 24

/** A name made of the letters of a label, and of a number where others have it. */
const freeKey = (label: string, taken: ReadonlySet<string>): string => {
  const letters = words(label).join('').replace(/[^a-z0-9]/g, '').slice(0, LONGEST_KEY)
  const key = /^[a-z]/.test(letters) ? letters : `f${letters}`
  for (let i = 1; ; i++) {
    const free = i === 1 ? key : `${key}${i}`
    if (!taken.has(free)) return free
  }
}
