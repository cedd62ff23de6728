import type { TFunction } from 'i18next'
import { operationWord } from '../../kernel/text/words.ts'

type Params = Readonly<Record<string, unknown>>

/** What was done, in words; of an undo also what it took back, and of undoing that what was done again. */
export const operationText = (t: TFunction, { name, params }: { readonly name: string; readonly params: Params }): string => {
  if (name !== 'undo') return operationWord(t, { name, params })
  const { of, isRedo } = rootOf(params)
  return t(isRedo ? 'pages.history.redoOf' : 'pages.history.undoOf', { what: operationWord(t, of) })
}

/** What an operation is about in the end, through any number of undos. */
export const rootOf = (params: Params): { of: { name: string; params: Params }; isRedo: boolean } => {
  const of = { name: String(params['name'] ?? ''), params: (params['of'] ?? {}) as Params }
  if (of.name !== 'undo') return { of, isRedo: false }
  const inner = rootOf(of.params)
  return { of: inner.of, isRedo: !inner.isRedo }
}
