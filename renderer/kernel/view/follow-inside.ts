import type { MouseEvent } from 'react'
import type { NavigateFunction } from 'react-router'

/** Follows a link that leads to another record within this window. */
export const followInside = (event: MouseEvent, navigate: NavigateFunction): void => {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-inside]')
  if (!link || event.ctrlKey || event.metaKey || event.button !== 0) return
  event.preventDefault()
  void navigate(link.getAttribute('href')!)
}
