import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { useQuery } from '@tanstack/react-query'
import { Mail, Phone, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { resolvePath } from '../../../shared/kernel/entity/paths.ts'
import type { RecordView, Row } from '../../../shared/kernel/rpc/schemas.ts'
import { rowValues } from '../list/row-value.ts'
import { ARCHIVES, WITH_ARCHIVES } from '../list/selection.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'
import { formatNumber } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { fieldWord, manyWord, oneWord } from '../text/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Block } from '../ui/Block.tsx'
import { Failed } from '../ui/Failed.tsx'
import { useTypeLooks } from '../ui/type-looks.ts'
import { Value } from '../ui/Value.tsx'
import css from './blocks.module.css'

interface Props {
  readonly entity: AnyEntity
  /** Its relation that leads to the record shown. */
  readonly field: string
  readonly record: RecordView
}

const SHOWN = 8

/** The records of another type that point to this one. */
export const LinkedBlock = ({ entity, field, record }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const looks = useTypeLooks(entity.type)
  // What was done with somebody stays to be seen on their sheet.
  const which = { filter: { field, op: 'eq' as const, value: record.id }, ...(entity.archive && { archived: 'with' as const }) }
  const order = entity.newest ? { sort: [{ field: entity.newest, dir: 'desc' as const }] } : {}
  const asked = { ...which, ...order, limit: SHOWN }
  const list = useQuery({
    queryKey: keys.rows(entity.type, asked),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: entity.type, ...asked }, { signal }))).rows,
  })
  const count = useQuery({
    queryKey: keys.count(entity.type, which),
    queryFn: async ({ signal }) => (await unwrap(api.entities.count({ type: entity.type, ...which }, { signal }))).count,
  })
  const isSelf = entity.type === record.type
  const title = isSelf ? t(`${entity.labels}.inbound.${field}`, { defaultValue: `${manyWord(t, entity)} (${fieldWord(t, entity, field).toLowerCase()})` }) : manyWord(t, entity)
  // Such a relation is the application's to make.
  const isMade = entity.fields[field]!.unasked === true
  if ((isSelf || isMade) && !count.data) return null
  const add = t('ui.createOne', { one: oneWord(t, entity) })
  return (
    <Block
      icon={looks.icon}
      title={title}
      count={count.data === undefined ? undefined : formatNumber(count.data, language)}
      name={`${record.type}.${entity.type}.${field}`}
      actions={
        !isMade && (
          <Tooltip title={add}>
            <IconButton size="small" aria-label={add} component={Link} to={`/${entity.type}/nouveau?${field}=${record.id}`}>
              <Plus size={16} aria-hidden="true" />
            </IconButton>
          </Tooltip>
        )
      }
    >
      {list.error && !list.data ? <Failed error={list.error} onRetry={() => void list.refetch()} /> : null}
      <ul>
        {list.data?.map(row => (
          <LinkedLine key={row.id} entity={entity} field={field} row={row} isSquare={!looks.isPerson} />
        ))}
      </ul>
      {list.data?.length === 0 && <p className={css.noneLine}>{t('ui.noneYet')}</p>}
      {(count.data ?? 0) > SHOWN && (
        <div className={css.fold}>
          <Link to={`/${entity.type}?${field}=${record.id}${entity.archive ? `&${ARCHIVES}=${WITH_ARCHIVES}` : ''}`}>{t('ui.seeAll', { count: count.data })}</Link>
        </div>
      )}
    </Block>
  )
}

/** A person of the list is called or written to in one click. */
const Reach = ({ row, entity }: { readonly row: Row; readonly entity: AnyEntity }) => {
  const { t } = useTranslation()
  const first = (kind: 'phone' | 'email'): string | undefined => {
    const at = entity.list.map(path => resolvePath(entity, path)!).find(path => path.leaf.kind === kind)
    const [value] = at ? rowValues(at, row) : []
    return typeof value === 'string' ? value : undefined
  }
  const phone = first('phone')
  const email = first('email')
  if (!phone && !email) return null
  return (
    <span className={css.reach}>
      {phone && (
        <a href={`tel:${phone.replace(/[^\d+]/g, '')}`} title={phone} aria-label={t('sheet.call', { name: row.title, value: phone })}>
          <Phone size={16} aria-hidden="true" />
        </a>
      )}
      {email && (
        <a href={`mailto:${email}`} title={email} aria-label={t('sheet.write', { name: row.title, value: email })}>
          <Mail size={16} aria-hidden="true" />
        </a>
      )}
    </span>
  )
}

interface LineProps {
  readonly entity: AnyEntity
  readonly field: string
  readonly row: Row
  readonly isSquare: boolean
}

const LinkedLine = ({ entity, field, row, isSquare }: LineProps) => {
  const { t } = useTranslation()
  const others = entity.list.map(path => resolvePath(entity, path)!).filter(at => at.name !== field && !entity.sort.includes(at.path) && rowValues(at, row).length > 0)
  const amount = others.find(at => at.leaf.kind === 'money')
  const status = others.find(at => at.leaf.kind === 'choice')
  const newest = entity.newest === undefined ? undefined : resolvePath(entity, entity.newest)!
  const date = newest && rowValues(newest, row).length > 0 ? newest : undefined
  const detail = others.find(at => at !== amount && at.path !== entity.newest && !['choice', 'email', 'phone'].includes(at.leaf.kind))
  const second = [status, date ?? detail].filter(at => at !== undefined)
  const isArchived = entity.archive !== undefined && row[entity.archive] === true
  return (
    <li className={css.line}>
      <Avatar id={row.id} title={row.title} isSquare={isSquare} />
      <div className={css.lineText}>
        <Link to={`/${entity.type}/${row.id}`}>{row.title || t('ui.untitled')}</Link>
        {(second.length > 0 || isArchived) && (
          <span className={css.secondLine}>
            {isArchived && <span>{fieldWord(t, entity, entity.archive)}</span>}
            {second.map(at => (
              <span key={at.path}>
                <Value field={at.leaf} value={rowValues(at, row)[0]} />
              </span>
            ))}
          </span>
        )}
      </div>
      <Reach row={row} entity={entity} />
      {amount && (
        <span className={css.amount}>
          <Value field={amount.leaf} value={rowValues(amount, row)[0]} />
        </span>
      )}
    </li>
  )
}
