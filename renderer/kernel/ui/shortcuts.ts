import { useEffect, useRef } from 'react'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.closest('[role="combobox"],[role="listbox"],[role="menu"],[role="dialog"]') !== null)

/** `ctrl+k`, `n`, `delete`: as a person would say it; the Command key of a Mac counts as Ctrl. */
const shortcutOf = (event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string =>
  `${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${event.altKey ? 'alt+' : ''}${event.key.toLowerCase()}`

/** Two keys one after the other within this time are one shortcut: `g c`. */
const TOGETHER_MS = 1_500

let before: { readonly name: string; readonly at: number } | undefined
let last: typeof before
// Runs before every handler below: what was pressed before this key is the same for all of them.
addEventListener(
  'keydown',
  event => {
    before = last && !isTyping(event.target) && event.timeStamp - last.at < TOGETHER_MS ? last : undefined
    last = { name: shortcutOf(event), at: event.timeStamp }
  },
  { capture: true },
)

let hasLetters = true
/** Whether a letter alone is a shortcut: some dictate, or lean on the keyboard. */
export const setLetters = (yes: boolean): void => {
  hasLetters = yes
}

const isLetter = (name: string): boolean => /^(g )?[a-z]$/.test(name)

/**
 * Runs actions by key while the component is shown, `g c` by two keys one after the other. Those without Ctrl rest while a
 * person types.
 */
export const useShortcuts = (actions: Readonly<Record<string, (() => void) | undefined>>): void => {
  const current = useRef(actions)
  useEffect(() => {
    current.current = actions
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return
      const alone = shortcutOf(event)
      const name = before && current.current[`${before.name} ${alone}`] ? `${before.name} ${alone}` : alone
      const action = current.current[name]
      if (!action || (name === alone && before?.name === 'g' && isLetter(alone))) return
      if (isLetter(name) && !hasLetters) return
      if (isTyping(event.target) && name !== 'ctrl+k') return
      event.preventDefault()
      action()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
