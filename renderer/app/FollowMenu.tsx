import { useEffect } from 'react'
import { useLayout } from '../kernel/layout/use-layout.ts'
import { useRemembered } from '../kernel/state/remembered.ts'
import { ARRANGED_MENU, type ArrangedGroup } from './menu-entries.ts'
import { arrangedGroups } from './menu-layout.ts'

/** Has this window remember the menu as it is arranged, by whomever. */
export const FollowMenu = () => {
  const { layout, isKnown } = useLayout('menu')
  const [, remember] = useRemembered<readonly ArrangedGroup[] | null>(ARRANGED_MENU, null)
  useEffect(() => {
    if (isKnown) remember(layout ? arrangedGroups(layout) : null)
  }, [layout, isKnown, remember])
  return null
}
