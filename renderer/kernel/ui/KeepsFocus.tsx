import { type FocusEvent, type ReactNode, useEffect, useRef } from 'react'

const isShown = (element: HTMLElement): boolean => element.isConnected && element.offsetParent !== null

/** Gives the keyboard to what takes the place of a thing that had it, such as the button that was still to be loaded. */
export const KeepsFocus = ({ children }: { readonly children: ReactNode }) => {
  const host = useRef<HTMLSpanElement>(null)
  const focused = useRef<HTMLElement>(undefined)
  useEffect(() => {
    const watching = new MutationObserver(() => {
      const { current } = focused
      if (!current || isShown(current)) return
      const next = [...host.current!.querySelectorAll<HTMLElement>('button, a[href]')].find(isShown)
      if (!next) return
      focused.current = undefined
      if (document.activeElement === document.body || document.activeElement === current) next.focus()
    })
    watching.observe(host.current!, { childList: true, subtree: true, attributes: true, attributeFilter: ['style'] })
    return () => watching.disconnect()
  }, [])
  // What is taken away under the keyboard may tell that it lost it, too.
  const onBlur = ({ target, relatedTarget }: FocusEvent<HTMLElement>): void => {
    if (relatedTarget || isShown(target)) focused.current = undefined
  }
  return (
    <span ref={host} style={{ display: 'contents' }} onFocus={({ target }) => (focused.current = target)} onBlur={onBlur}>
      {children}
    </span>
  )
}
