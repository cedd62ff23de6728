import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { FieldPath } from '../../../shared/kernel/entity/paths.ts'
import type { FileRef } from '../../../shared/kernel/entity/fields.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { useTypeLooks } from '../ui/type-looks.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Value } from '../ui/Value.tsx'
import { rowValues } from './row-value.ts'
import css from './list.module.css'

/** The first of the values that stand there, and how many more there are. */
export const Cell = memo(({ at, row }: { readonly at: FieldPath; readonly row: Row }) => {
  const [value, ...others] = rowValues(at, row)
  if (value === undefined) return null
  return (
    <>
      <span className={css.text}>
        <Value field={at.leaf} value={value} />
      </span>
      {others.length > 0 && <span className={css.more}>+{others.length}</span>}
    </>
  )
})

interface TitleProps {
  readonly entity: AnyEntity
  readonly at: FieldPath
  readonly row: Row
  readonly isLink: boolean
}

/** The first column leads to the record; when its own field is empty the record's title stands there. */
export const TitleCell = memo(({ entity, at, row, isLink }: TitleProps) => {
  const { t } = useTranslation()
  const looks = useTypeLooks(entity.type)
  const [value] = rowValues(at, row)
  const text = typeof value === 'string' ? value : row.title || t('ui.untitled')
  return (
    <>
      <Avatar id={row.id} title={row.title} isSquare={!looks.isPerson} picture={(row['picture'] as FileRef | undefined)?.file} />
      {isLink ? (
        <Link className={css.titleLink} to={`/${entity.type}/${row.id}`} tabIndex={-1}>
          {text}
        </Link>
      ) : (
        <span className={css.titleLink}>{text}</span>
      )}
    </>
  )
})
