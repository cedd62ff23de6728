import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import type { Page } from '../list/pages.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { useOperations } from '../state/operations.ts'
import { keys } from '../state/queries.ts'

export type Pages = InfiniteData<Page, string | undefined>

/** A column of a board, and under which key its pages are kept. */
export interface MoveEnd {
  readonly value: string | null
  readonly key: readonly unknown[]
}

const without = (pages: Pages, id: string): Pages => ({ ...pages, pages: pages.pages.map(page => ({ ...page, rows: page.rows.filter(row => row.id !== id) })) })
const withFirst = (pages: Pages, row: Row): Pages => ({ ...pages, pages: pages.pages.map((page, index) => (index === 0 ? { ...page, rows: [row, ...page.rows] } : page)) })

/** Gives a record the value of another column as one operation; the card is there at once, and back when that is refused. */
export const useMove = (type: string, field: string): ((row: Row, from: MoveEnd, to: MoveEnd, said: string) => Promise<void>) => {
  const api = useApi()
  const queries = useQueryClient()
  const operations = useOperations()
  return useCallback(
    async (row, from, to, said) => {
      await Promise.all([from, to].map(({ key }) => queries.cancelQueries({ queryKey: key })))
      queries.setQueryData<Pages>(from.key, pages => pages && without(pages, row.id))
      queries.setQueryData<Pages>(to.key, pages => pages && withFirst(without(pages, row.id), { ...row, [field]: to.value }))
      try {
        const { op } = await unwrap(api.entities.save({ type, id: row.id, patch: { [field]: to.value }, base: { [field]: from.value } }))
        operations.report(op, said)
      } catch (error) {
        void queries.invalidateQueries({ queryKey: keys.type(type) })
        operations.failed(error)
      }
    },
    [api, field, operations, queries, type],
  )
}
