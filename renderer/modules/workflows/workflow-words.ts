import type { TFunction } from 'i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { manyWord, oneWord } from '../../kernel/text/words.ts'
import { entityOf } from '../../kernel/state/entity-of.ts'
import type { ActView, Listed, WorkflowView } from './use-workflows.ts'

export const workflowName = (t: TFunction, { key, name, isShipped }: Pick<WorkflowView, 'key' | 'name' | 'isShipped'>): string => name ?? (isShipped ? t(`workflows.shipped.${key}.name`) : key)

/** `une affaire`: what stands for the record in its sentences. */
export const someWord = (t: TFunction, entity: AnyEntity): string => t(`filters.some.${entity.type}`, { defaultValue: oneWord(t, entity).toLowerCase() })

export const typeWord = (t: TFunction, type: string): string => {
  const entity = entityOf(type)
  return entity ? manyWord(t, entity) : type
}

export const brokenWord = (t: TFunction, { part, why, name = '' }: Listed['broken'][number]): string => t(`workflows.broken.${why}`, { part: t(`workflows.parts.${part}`), name: why === 'off' ? typeWord(t, name) : name })

/** Why nothing was done. */
export const whyWord = (t: TFunction, { why = '', params = {} }: Pick<ActView, 'why' | 'params'>): string => {
  const { code } = params
  if ((why === 'rejected' || why === 'invalid') && typeof code === 'string') return t(`workflows.why.${why}`, { because: t(`${why === 'rejected' ? 'errors' : 'problems'}.${code}`, { ...params, defaultValue: code }) })
  return t(`workflows.why.${why}`, { ...params, defaultValue: why })
}

export const WEEK = [1, 2, 3, 4, 5, 6, 7] as const

export const dayWord = (language: string, day: number, weekday: 'long' | 'short' = 'short'): string => new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' }).format(Date.UTC(2024, 0, day))

/** The fields that a workflow may be told of. */
export const visibleFields = (entity: AnyEntity): string[] => Object.keys(entity.fields).filter(name => !entity.fields[name]!.hidden)
