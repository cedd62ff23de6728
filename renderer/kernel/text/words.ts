import i18next, { type TFunction } from 'i18next'
import type { Failure } from '../../../shared/kernel/rpc/result.ts'
import type { ProblemView } from '../../../shared/kernel/rpc/schemas.ts'
import { type AnyEntity, fieldWordsOf } from '../../../shared/kernel/entity/define.ts'
import type { OwnWords } from '../../../shared/kernel/entity/fields.ts'
import { resolvePath } from '../../../shared/kernel/entity/paths.ts'
import { FailureError } from '../rpc/connection.ts'

/** What users called a thing, in the language that is spoken. */
export const ownWord = (words: OwnWords): string => words[i18next.language === 'en' ? 'en' : 'fr']

/** What a field, or a place in an address, is called. */
export const fieldWord = (t: TFunction, entity: AnyEntity, path: string): string => {
  const at = resolvePath(entity, path)
  if (at?.part) return t(`persons.address.${at.part}`)
  return at?.field.words ? ownWord(at.field.words) : t(`${fieldWordsOf(entity.labels, path)}.${path}`)
}

export const manyWord = (t: TFunction, entity: AnyEntity): string => (entity.own ? ownWord(entity.own.many) : t(`${entity.labels}.many`))
export const oneWord = (t: TFunction, entity: AnyEntity): string => (entity.own ? ownWord(entity.own.one) : t(`${entity.labels}.one`))

/** A label of an item: a word of ours, or the user's own. */
export const labelWord = (t: TFunction, label: string): string => t(`persons.labels.${label}`, { defaultValue: label })

export const problemText = (t: TFunction, problem: Pick<ProblemView, 'code' | 'params'>): string =>
  t(`problems.${problem.code}`, { ...problem.params, defaultValue: problem.code })

/** Why a save of a few fields was refused: what is wrong with the first of them, else what happened. Throws what is no failure. */
export const errorText = (t: TFunction, error: unknown): string => {
  if (!(error instanceof FailureError)) throw error
  const [problem] = (error.failure.params?.['problems'] ?? []) as ProblemView[]
  return problem ? problemText(t, problem) : failureText(t, error.failure)
}

export const failureText = (t: TFunction, failure: Failure): string => t(`errors.${failure.code}`, { ...failure.params, defaultValue: t('errors.INTERNAL') })

/** What an operation was, e.g. `Import de clients.csv`. */
export const operationWord = (t: TFunction, operation: { readonly name: string; readonly params: Readonly<Record<string, unknown>> }): string =>
  t(`journal.${operation.name}`, { ...operation.params, defaultValue: operation.name })

/** Who did something: a word of ours for this installation itself, else the name. */
export const actorWord = (t: TFunction, by: string): string => t(`journal.actors.${by}`, { defaultValue: by })

/** `Nouveau contact`: the words of the type, which know its gender. */
export const newWord = (t: TFunction, entity: AnyEntity): string => (entity.own ? t('ui.createOne', { one: oneWord(t, entity).toLowerCase() }) : t(`${entity.labels}.new`))
