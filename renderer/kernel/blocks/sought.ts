import { useEffect } from 'react'
import { useLocation } from 'react-router'

/** The name that a record of an attached type has in the page of the record to which it belongs. */
export const anchorOf = (type: string, id: string): string => `${type}-${id}`

/** The record of an attached type to which the address leads within the page. */
export const useSoughtId = (type: string): string | undefined => {
  const { hash } = useLocation()
  const start = `#${anchorOf(type, '')}`
  return hash.startsWith(start) ? hash.slice(start.length) : undefined
}

/** Brings a sought record into sight and gives it the keyboard as soon as it is there. */
export const useShown = (type: string, id: string | undefined, isThere: boolean): void => {
  useEffect(() => {
    const place = isThere && id !== undefined ? document.getElementById(anchorOf(type, id)) : null
    place?.scrollIntoView({ block: 'center' })
    place?.focus({ preventScroll: true })
  }, [id, isThere, type])
}
