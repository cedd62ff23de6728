import { type RefObject, useEffect } from 'react'

/** Gives the keyboard to what just came into a screen, when a move to that screen left it on the screen as a whole. */
export const useFocusOnArrival = (target: RefObject<HTMLElement | null>, within?: string): void => {
  useEffect(() => {
    // The screen as a whole gets the focus in an effect of what surrounds it, which runs after this one.
    queueMicrotask(() => {
      if (!document.activeElement?.matches('main')) return
      const place = within ? target.current?.querySelector<HTMLElement>(within) : target.current
      place?.focus({ preventScroll: true })
    })
  }, [target, within])
}
