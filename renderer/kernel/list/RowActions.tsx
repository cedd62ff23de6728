import { Ellipsis, Mail, Phone } from 'lucide-react'
import { Suspense, useContext } from 'react'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import type { waysOf } from './columns.ts'
import { RowActionsContext } from './row-actions.ts'
import type { Speech } from './speech.ts'
import css from './list.module.css'

export type Ways = ReturnType<typeof waysOf>

export interface Way {
  readonly kind: 'phone' | 'email'
  readonly value: string
  readonly href: string
}

const HREFS = { phone: (value: string) => `tel:${value.replace(/[^\d+]/g, '')}`, email: (value: string) => `mailto:${value}` }

/** The first number and the first address under which the person of a row is reached. */
export const waysTo = (row: Row, ways: Ways): Way[] => {
  const found = ways.flatMap(({ name, kind }) => {
    const own = row[name] as string | { value: string }[] | undefined
    const value = Array.isArray(own) ? own[0]?.value : own
    return value ? [{ kind, value, href: HREFS[kind](value) }] : []
  })
  return (['phone', 'email'] as const).flatMap(kind => found.find(way => way.kind === kind) ?? [])
}

const ICONS = { phone: Phone, email: Mail }

/** What is most often done with a row, at hand where the pointer or the keyboard is; the rest under the dots. */
export const RowActions = ({ row, ways, speech: { t } }: { readonly row: Row; readonly ways: Ways; readonly speech: Speech }) => {
  const actions = useContext(RowActionsContext).filter(({ type }) => type === row.type)
  return (
    <span className={css.rowActions}>
      {actions.length > 0 && (
        <Suspense>
          {actions.map(({ name, Action }) => (
            <Action key={name} row={row} />
          ))}
        </Suspense>
      )}
      {waysTo(row, ways).map(({ kind, value, href }) => {
        const Icon = ICONS[kind]
        const label = t(`list.${kind}`, { value })
        return (
          <a key={kind} href={href} tabIndex={-1} aria-label={label} title={label}>
            <Icon size={15} aria-hidden="true" />
          </a>
        )
      })}
      <button type="button" tabIndex={-1} data-more aria-haspopup="menu" aria-label={t('list.moreFor', { title: row.title })} title={t('list.more')}>
        <Ellipsis size={15} aria-hidden="true" />
      </button>
    </span>
  )
}
