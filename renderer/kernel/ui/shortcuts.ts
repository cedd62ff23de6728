import { useEffect, useLayoutEffect, useRef } from 'react'
import { type GoKey, isBare, type Key } from './keys.ts'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('input:not([type="checkbox"]), textarea, select') ||
    target.closest('dialog,[role="combobox"],[role="listbox"],[role="menu"],[role="dialog"]') !== null)

const nameOf = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string => {
  // A character holds its Shift already: `?`, not `shift+?`; with Ctrl it is told apart.
  const isShifted = shiftKey && (key.length > 1 || ctrlKey || metaKey)
  return `${ctrlKey || metaKey ? 'ctrl+' : ''}${altKey ? 'alt+' : ''}${isShifted ? 'shift+' : ''}${key === ' ' ? 'space' : key.toLowerCase()}`
}

/** Two keys one after the other within this time are one shortcut: `g c`. */
const TOGETHER_MS = 1_500

let before: { readonly name: string; readonly at: number } | undefined
let last: typeof before
// Runs before every handler below: what was pressed before this key is the same for all of them.
addEventListener(
  'keydown',
  event => {
    before = last && !isTyping(event.target) && event.timeStamp - last.at < TOGETHER_MS ? last : undefined
    last = { name: nameOf(event), at: event.timeStamp }
  },
  { capture: true },
)

let hasBare = true
/** Whether a character alone is a shortcut. */
export const setLetters = (yes: boolean): void => {
  hasBare = yes
}

/** These work wherever one is: they leave what is typed as it is. */
const ALWAYS: ReadonlySet<string> = new Set<Key>(['ctrl+k', 'f1'])

/** Runs actions by key while the component is shown, `g c` by two keys one after the other; most rest while a person types. */
export const useShortcuts = (actions: Readonly<Partial<Record<Key | GoKey, (() => void) | undefined>>>): void => {
  const current = useRef<Readonly<Record<string, (() => void) | undefined>>>(actions)
  useEffect(() => {
    current.current = actions
  })
  // Before the screen is painted: who sees it may press a key.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return
      const alone = nameOf(event)
      const together = before && `${before.name} ${alone}`
      const name = together && current.current[together] ? together : alone
      const action = current.current[name]
      // The second key of a pair is not one of its own.
      if (!action || (name === alone && before?.name === 'g' && isBare(alone))) return
      if (!hasBare && isBare(name)) return
      if (isTyping(event.target) && !ALWAYS.has(name)) return
      event.preventDefault()
      action()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
