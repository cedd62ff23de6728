import { useSyncExternalStore } from 'react'

/** What somebody shall settle before something is done. */
export interface Question {
  readonly title: string
  readonly text: string
  /** Names of what it is about, some of them. */
  readonly names: readonly string[]
  /** Says that it be done. */
  readonly go: string
  answer(isYes: boolean): void
}

let question: Question | undefined
const listeners = new Set<() => void>()

const set = (next: Question | undefined): void => {
  question = next
  for (const listener of listeners) listener()
}

/** Asks before something is done; what was asked before and not answered is not done. */
export const askFirst = (asked: Omit<Question, 'answer'>): Promise<boolean> =>
  new Promise(resolve => {
    question?.answer(false)
    set({
      ...asked,
      answer: isYes => {
        set(undefined)
        resolve(isYes)
      },
    })
  })

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useQuestion = (): Question | undefined => useSyncExternalStore(subscribe, () => question)
