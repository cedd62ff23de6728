import { resolvePath } from '../../../shared/kernel/entity/paths.ts'
import { resolvePlace } from '../../../shared/kernel/filter/place.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { Action, Workflow } from '../../../shared/modules/workflows/workflow.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import { baseOf } from './due-records.ts'

/** What no longer holds in a workflow, and why: it does not run until that is mended. */
export interface Broken {
  readonly part: 'forType' | 'trigger' | 'filter' | 'actions'
  readonly why: 'type' | 'off' | 'field' | 'tag' | 'template' | 'record' | 'filter'
  readonly name?: string
}

export interface Surroundings {
  readonly reader: Reader
  readonly hasTemplate: (template: string) => boolean
  /** Whether a type is switched off with its module. */
  readonly isOff: (type: string) => boolean
}

/** The type that an action makes records of. */
const MAKES: Partial<Record<Action['do'], string>> = { send: 'emailMessage', activity: 'activity', survey: 'surveyResponse', relate: 'relation', tag: 'tag' }

export const brokenParts = ({ forType, trigger, filter, actions }: Workflow, { reader, hasTemplate, isOff }: Surroundings): Broken[] => {
  const entityOf = (type: string) => reader.registry.find(entity => entity.type === type)
  const entity = entityOf(forType)
  if (!entity) return [{ part: 'forType', why: 'type', name: forType }]
  if (isOff(forType)) return [{ part: 'forType', why: 'off', name: forType }]
  const place = (path: string, from = entity) => resolvePlace(from, path, entityOf)
  const isLive = (id: string, type?: string): boolean => {
    const record = reader.envelope(id)
    return record !== undefined && record.trashedAt === null && (type === undefined || record.type === type)
  }
  const fieldsOf = (part: Broken['part'], names: readonly string[], of = entity): Broken[] =>
    names.filter(name => !Object.hasOwn(of.fields, name) || of.fields[name]!.isTrashed).map(name => ({ part, why: 'field', name }))
  const tagsOf = (part: Broken['part'], tags: readonly string[]): Broken[] => tags.filter(tag => !isLive(tag, 'tag')).map(name => ({ part, why: 'tag', name }))
  const filterOf = (part: Broken['part'], asked: Workflow['filter'], type: string): Broken[] => {
    try {
      if (asked) reader.condition({ type, filter: asked })
      return []
    } catch (error) {
      if (error instanceof ExpectedError) return [{ part, why: 'filter', name: String(error.failure.params?.['field'] ?? error.failure.params?.['name'] ?? '') }]
      throw error
    }
  }
  const triggered = (): Broken[] => {
    switch (trigger.when) {
      case 'changed':
        return fieldsOf('trigger', trigger.fields)
      case 'tagged':
        return tagsOf('trigger', [trigger.tag])
      case 'reached':
        return baseOf(reader.table(forType), trigger.field) ? [] : [{ part: 'trigger', why: 'field', name: trigger.field }]
      case 'received':
        return isOff('emailMessage') ? [{ part: 'trigger', why: 'off', name: 'emailMessage' }] : []
      case 'answered':
        return isOff('surveyResponse') ? [{ part: 'trigger', why: 'off', name: 'surveyResponse' }] : trigger.survey !== undefined && !isLive(trigger.survey, 'survey') ? [{ part: 'trigger', why: 'record' }] : []
      default:
        return []
    }
  }
  const acted = (action: Action): Broken[] => {
    const makes = MAKES[action.do]
    if (makes !== undefined && isOff(makes)) return [{ part: 'actions', why: 'off', name: makes }]
    switch (action.do) {
      case 'set':
      case 'tag': {
        const to = action.on === undefined ? entity : place(action.on)?.leaf.to
        const target = typeof to === 'string' ? entityOf(to) : to
        if (!target) return [{ part: 'actions', why: 'field', name: action.on! }]
        if (action.do === 'tag') return tagsOf('actions', [...action.add, ...action.remove])
        const copied = action.values.flatMap(value => ('copy' in value && !place(value.copy) ? [value.copy] : []))
        return [...fieldsOf('actions', action.values.map(({ field }) => field), target), ...copied.map((name): Broken => ({ part: 'actions', why: 'field', name })), ...filterOf('actions', action.only, target.type)]
      }
      case 'relate':
        return 'record' in action.to ? (isLive(action.to.record) ? [] : [{ part: 'actions', why: 'record' }]) : place(action.to.path) ? [] : [{ part: 'actions', why: 'field', name: action.to.path }]
      case 'send': {
        const gone = [...action.to, ...action.cc].filter(path => !path.includes('@') && !place(path)).map((name): Broken => ({ part: 'actions', why: 'field', name }))
        return [...(hasTemplate(action.template) ? [] : [{ part: 'actions', why: 'template', name: action.template } as const]), ...gone]
      }
      case 'activity':
        return action.responsible === undefined || place(action.responsible) ? [] : [{ part: 'actions', why: 'field', name: action.responsible }]
      case 'archive':
        return entity.archive !== undefined && resolvePath(entity, entity.archive) ? [] : [{ part: 'actions', why: 'field', name: 'isArchived' }]
      default:
        return []
    }
  }
  return [...triggered(), ...filterOf('filter', filter, forType), ...actions.flatMap(acted)]
}
