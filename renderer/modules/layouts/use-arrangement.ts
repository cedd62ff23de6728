import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Layout, LayoutPlace } from '../../../shared/kernel/layout/layout.ts'
import { layoutFor, useLayouts } from '../../kernel/layout/use-layout.ts'
import type { RoleName } from '../../kernel/state/roles.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { useRemembered } from '../../kernel/state/remembered.ts'

const TYPE = 'layout'

interface Arranged {
  readonly place: LayoutPlace
  readonly forType?: string
  /** Whose it is, where it is not everybody's. */
  readonly role?: RoleName | undefined
  /** What the lists of changes call it. */
  readonly name: string
  /** What a layout, or none, comes to. */
  readonly effective: (layout: Layout | undefined) => Layout
}

export interface Arrangement {
  readonly layout: Layout
  readonly isKnown: boolean
  /** Whether something is arranged that is not saved. */
  readonly isChanged: boolean
  /** Whether it is of a role, which may do as everybody does. */
  readonly isOfRole: boolean
  /** Whether anything differs from how it is of itself. */
  readonly isArranged: boolean
  readonly isBusy: boolean
  change(layout: Layout): void
  save(): Promise<void>
  abandon(): void
  /** Back to how it is of itself. */
  reset(): Promise<void>
}

/** A layout that is being arranged; what is not saved yet is still there when one comes back. */
export const useArrangement = ({ place, forType, role, name: plainName, effective }: Arranged): Arrangement => {
  const { t } = useTranslation()
  const api = useApi()
  const queries = useQueryClient()
  const operations = useOperations()
  const { layouts, isKnown } = useLayouts()
  const kept = layoutFor(layouts, place, forType, role?.id)
  // What a role has not arranged is as everybody has it.
  const shared = role && layoutFor(layouts, place, forType, undefined)
  const name = role ? t('layouts.named.role', { name: plainName, role: role.title }) : plainName
  const [draft, setDraft] = useRemembered<Layout | null>(`arranging.${place}.${forType ?? ''}${role ? `.${role.id}` : ''}`, null)
  const [isBusy, setBusy] = useState(false)
  const there = effective((kept ?? shared)?.layout)
  const layout = draft ? effective(draft) : there
  const write = async (run: () => Promise<{ op: string }>, said: string): Promise<void> => {
    setBusy(true)
    try {
      const { op } = await run()
      await queries.invalidateQueries({ queryKey: keys.type(TYPE) })
      setDraft(null)
      operations.report(op, t(said, { name }))
    } catch (error) {
      operations.failed(error)
    } finally {
      setBusy(false)
    }
  }
  return {
    layout,
    isKnown,
    isChanged: draft !== null && JSON.stringify(layout) !== JSON.stringify(there),
    isOfRole: role !== undefined,
    isArranged: kept !== undefined || draft !== null,
    isBusy,
    change: setDraft,
    save: () => write(() => unwrap(api.entities.save({ type: TYPE, ...(kept && { id: kept.id }), patch: { name, layout, ...(!kept && { place, ...(forType && { forType }), ...(role && { role: role.id }) }) } })), 'layouts.saved'),
    abandon: () => setDraft(null),
    reset: async () => {
      if (kept) await write(() => unwrap(api.entities.remove({ type: TYPE, id: kept.id })), role ? 'layouts.asEverybody' : 'layouts.wasReset')
      else setDraft(null)
    },
  }
}
