import { useEffect, useRef } from 'react'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.closest('[role="combobox"],[role="listbox"],[role="menu"],[role="dialog"]') !== null)

/** `ctrl+k`, `n`, `delete`: as a person would say it; the Command key of a Mac counts as Ctrl. */
const shortcutOf = (event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string =>
  `${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${event.altKey ? 'alt+' : ''}${event.key.toLowerCase()}`

/** Runs actions by key while the component is shown; those without Ctrl rest while a person types. */
export const useShortcuts = (actions: Readonly<Record<string, (() => void) | undefined>>): void => {
  const current = useRef(actions)
  useEffect(() => {
    current.current = actions
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return
      const name = shortcutOf(event)
      const action = current.current[name]
      if (!action || (isTyping(event.target) && name !== 'ctrl+k')) return
      event.preventDefault()
      action()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
