import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { formatDay, thisDay } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { fieldWord } from '../../kernel/text/words.ts'
import { Avatar } from '../../kernel/ui/Avatar.tsx'
import { useTypeLooks } from '../../kernel/ui/type-looks.ts'
import { Value } from '../../kernel/ui/Value.tsx'
import { type MergeField, mergeFields } from './merge-choice.ts'
import css from './duplicates.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly records: readonly RecordView[]
}

/** Records beside each other: what differs is marked, what is the same stands below, folded. */
export const Comparison = ({ entity, records }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const looks = useTypeLooks(entity.type)
  const fields = mergeFields(entity, records)
  const equal = fields.filter(({ isEqual }) => isEqual)
  const cells = ({ name, values, differs }: MergeField) => (
    <tr key={name}>
      <th scope="row">{fieldWord(t, entity, name)}</th>
      {values.map((value, index) => (
        <td key={records[index]!.id} className={differs && value !== null ? css.differs : undefined}>
          {value === null ? <span className={css.none}>–</span> : <Value field={entity.fields[name]!} value={value} />}
        </td>
      ))}
    </tr>
  )
  return (
    <>
      <div className={css.tableHost}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('merge.page.field')}</th>
              {records.map(({ id, title, createdAt, updatedAt }) => (
                <th key={id} scope="col">
                  <span className={css.who}>
                    <Avatar id={id} title={title} isSquare={!looks.isPerson} />
                    <Link to={`/${entity.type}/${id}`}>{title || t('ui.untitled')}</Link>
                  </span>
                  <span className={css.dates}>
                    {t('merge.created', { when: formatDay(thisDay(new Date(createdAt)), language) })}
                    {updatedAt !== createdAt && `, ${t('merge.updated', { when: formatDay(thisDay(new Date(updatedAt)), language) })}`}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{fields.filter(({ isEqual }) => !isEqual).map(cells)}</tbody>
        </table>
      </div>
      {equal.length > 0 && <EqualFields entity={entity} fields={equal} />}
    </>
  )
}

/** What all records say alike, folded under how much it is. */
export const EqualFields = ({ entity, fields }: { readonly entity: AnyEntity; readonly fields: readonly MergeField[] }) => {
  const { t } = useTranslation()
  return (
    <details className={css.equal}>
      <summary>{t('merge.sameCount', { count: fields.length })}</summary>
      <dl>
        {fields.map(({ name, suggested }) => (
          <div key={name}>
            <dt>{fieldWord(t, entity, name)}</dt>
            <dd>
              <Value field={entity.fields[name]!} value={suggested} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
