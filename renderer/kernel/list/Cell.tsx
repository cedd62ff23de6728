import type { ReactNode } from 'react'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Field, FileRef, Money, ZonedDateTime } from '../../../shared/kernel/entity/fields.ts'
import type { FieldPath } from '../../../shared/kernel/entity/paths.ts'
import { PEOPLE } from '../../../shared/kernel/filter/place.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { isColoured, valueWord } from '../state/value-lists.ts'
import { formatDay, formatInstant, formatMoney, formatNumber } from '../text/format.ts'
import { Actor } from '../ui/Actor.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { Chip } from '../ui/Chip.tsx'
import { Tags } from '../ui/Tags.tsx'
import { type TitledId, Value } from '../ui/Value.tsx'
import { rowValues } from './row-value.ts'
import type { Speech } from './speech.ts'
import css from './list.module.css'

const shown = (field: Field, value: unknown, { t, language, offered }: Speech): ReactNode => {
  switch (field.kind) {
    case 'text':
    case 'longText':
      return String(value)
    case 'email':
      return (
        <a href={`mailto:${String(value)}`} tabIndex={-1}>
          {String(value)}
        </a>
      )
    case 'phone':
      return (
        <a href={`tel:${String(value).replace(/[^\d+]/g, '')}`} tabIndex={-1}>
          {String(value)}
        </a>
      )
    case 'integer':
    case 'decimal':
      return formatNumber(Number(value), language)
    case 'money':
      return formatMoney(value as Money, language)
    case 'boolean':
      return value ? t('ui.yes') : t('ui.no')
    case 'date':
      return formatDay(String(value), language)
    case 'dateTime':
      return formatInstant(typeof value === 'string' ? value : (value as ZonedDateTime).at, language)
    case 'choice': {
      const all = offered(field.values!)
      const found = all.find(one => one.key === value)
      const word = found ? valueWord(t, field.values!, found) : String(value)
      return isColoured(all) ? <Chip colour={found?.colour ?? 'neutral'}>{word}</Chip> : word
    }
    case 'relation': {
      const { id, title, type = field.to } = value as TitledId
      return type ? (
        <a href={`/${type}/${id}`} data-inside tabIndex={-1}>
          {title || t('ui.untitled')}
        </a>
      ) : (
        title || t('ui.untitled')
      )
    }
    default:
      return <Value field={field} value={value} />
  }
}

/** The first of the values that stand there, and how many more there are. */
export const Cell = ({ at, row, speech }: { readonly at: FieldPath; readonly row: Row; readonly speech: Speech }) => {
  const [value, ...others] = rowValues(at, row)
  if (value === undefined) return null
  if (PEOPLE.includes(at.path.slice(at.path.lastIndexOf('.') + 1))) return <Actor by={String(value)} />
  if (at.field.kind === 'tags') return <Tags ids={[value, ...others] as string[]} />
  if (at.field.kind === 'list' && at.leaf.kind === 'relation') return <Linked records={[value, ...others] as TitledId[]} speech={speech} />
  return (
    <>
      <span className={css.text}>{shown(at.leaf, value, speech)}</span>
      {others.length > 0 && <span className={css.more}>+{others.length}</span>}
    </>
  )
}

/** Those of the records at the other end of relations that are named, and how many more there are. */
const Linked = ({ records, speech: { t } }: { readonly records: readonly TitledId[]; readonly speech: Speech }) => {
  const named = records.filter(({ title }) => title !== undefined)
  return (
    <>
      <span className={css.text}>
        {named.map(({ id, title, type }, index) => (
          <span key={id}>
            {index > 0 && ', '}
            <a href={`/${type}/${id}`} data-inside tabIndex={-1}>
              {title || t('ui.untitled')}
            </a>
          </span>
        ))}
      </span>
      {records.length > named.length && <span className={css.more}>+{records.length - named.length}</span>}
    </>
  )
}

interface TitleProps {
  readonly entity: AnyEntity
  readonly at: FieldPath
  readonly row: Row
  readonly isPerson: boolean
  readonly isLink: boolean
  readonly speech: Speech
}

/** The first column leads to the record; when its own field is empty the record's title stands there. */
export const TitleCell = ({ entity, at, row, isPerson, isLink, speech }: TitleProps) => {
  const [value] = rowValues(at, row)
  const text = typeof value === 'string' ? value : row.title || speech.t('ui.untitled')
  return (
    <>
      <Avatar id={row.id} title={row.title} isSquare={!isPerson} picture={(row['picture'] as FileRef | undefined)?.file} />
      {isLink ? (
        <a className={css.titleLink} href={`/${entity.type}/${row.id}`} data-opens tabIndex={-1}>
          {text}
        </a>
      ) : (
        <span className={css.titleLink}>{text}</span>
      )}
    </>
  )
}
