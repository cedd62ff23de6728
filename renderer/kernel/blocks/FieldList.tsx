import { useTranslation } from 'react-i18next'
import { useRemembered } from '../state/remembered.ts'
import { fieldWord } from '../text/words.ts'
import { Value } from '../ui/Value.tsx'
import { Editable } from './Editable.tsx'
import type { SheetProps } from './sheet-block.ts'
import css from './blocks.module.css'

interface Props extends SheetProps {
  readonly names: readonly string[]
  /** Under which it is remembered whether those without a value are shown. */
  readonly name: string
}

/** Fields of a record, those without a value folded behind their number. */
export const FieldList = ({ entity, record, names, name: own }: Props) => {
  const { t } = useTranslation()
  const [isWhole, setWhole] = useRemembered(`whole.${own}`, false)
  const filled = names.filter(name => record[name] !== undefined && record[name] !== null)
  const empty = names.length - filled.length
  return (
    <>
      <dl className={css.details}>
        {(isWhole ? names : filled).map(name => (
          <div key={name}>
            <dt>{fieldWord(t, entity, name)}</dt>
            <dd className={entity.fields[name]!.kind === 'longText' ? css.long : undefined}>
              <Editable entity={entity} record={record} name={name}>
                {record[name] === undefined || record[name] === null ? <span className={css.none}>{t('ui.none')}</span> : <Value field={entity.fields[name]!} value={record[name]} />}
              </Editable>
            </dd>
          </div>
        ))}
      </dl>
      {empty > 0 && (
        <div className={css.fold}>
          <span>{t('ui.emptyFields', { count: empty })}</span>
          <button type="button" className={css.foldButton} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? t('ui.hide') : t('ui.show')}
          </button>
        </div>
      )}
    </>
  )
}
