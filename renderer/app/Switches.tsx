import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo } from 'react'
import { offBy } from '../../shared/modules/config/modules.ts'
import { SheetContext } from '../kernel/blocks/sheet-block.ts'
import { RowActionsContext } from '../kernel/list/row-actions.ts'
import { SelectionActionsContext } from '../kernel/list/selection-actions.ts'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { unwrap } from '../kernel/rpc/connection.ts'
import { OffContext } from '../kernel/state/off.ts'
import { keys } from '../kernel/state/queries.ts'
import { CardMarksContext } from '../kernel/view/card-marks.ts'
import { cardMarksOf, modulesOn, rowActionsOf, selectionActionsOf, sheetOf } from './modules.ts'

const SWITCHED_OFF = { filter: { field: 'isOff', op: 'eq' as const, value: true }, view: ['module'], limit: 100 }

/** What was off the last time, so that the first paint needs no answer of the core. */
const REMEMBERED = 'calepin.off'

/** Takes away what the modules bring that are switched off, and gives it back. */
export const Switches = ({ children }: { readonly children: ReactNode }) => {
  const api = useApi()
  const { data } = useQuery({
    queryKey: keys.rows('moduleSwitch', SWITCHED_OFF),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: 'moduleSwitch', ...SWITCHED_OFF }, { signal }))).rows.map(row => String(row['module'])).join(),
    gcTime: Infinity,
  })
  useEffect(() => void (data !== undefined && localStorage.setItem(REMEMBERED, data)), [data])
  const names = data ?? localStorage.getItem(REMEMBERED) ?? ''
  const off = useMemo(() => offBy(names.split(',')), [names])
  const on = useMemo(() => modulesOn(off), [off])
  return (
    <OffContext value={off}>
      <SheetContext value={useMemo(() => sheetOf(on), [on])}>
        <SelectionActionsContext value={useMemo(() => selectionActionsOf(on), [on])}>
          <RowActionsContext value={useMemo(() => rowActionsOf(on), [on])}>
            <CardMarksContext value={useMemo(() => cardMarksOf(on), [on])}>{children}</CardMarksContext>
          </RowActionsContext>
        </SelectionActionsContext>
      </SheetContext>
    </OffContext>
  )
}
