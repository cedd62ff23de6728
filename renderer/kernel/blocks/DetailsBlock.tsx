import { FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Field } from '../../../shared/kernel/entity/fields.ts'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { useRemembered } from '../state/remembered.ts'
import { fieldWord } from '../text/words.ts'
import { Block } from '../ui/Block.tsx'
import { Value } from '../ui/Value.tsx'
import { Editable } from './Editable.tsx'
import css from './blocks.module.css'

const isElsewhere = (field: Field): boolean => field.kind === 'address' || field.of?.kind === 'address' || field.kind === 'image' || field.kind === 'tags'

/** Every field of the form, those without a value folded behind their number. */
export const DetailsBlock = ({ entity, record }: { readonly entity: AnyEntity; readonly record: RecordView }) => {
  const { t } = useTranslation()
  const [isWhole, setWhole] = useRemembered(`whole.${entity.type}`, false)
  const names = entity.form.flat().filter(name => !isElsewhere(entity.fields[name]!))
  const filled = names.filter(name => record[name] !== undefined && record[name] !== null)
  const empty = names.length - filled.length
  return (
    <Block icon={FileText} title={t('ui.details')} name={`${entity.type}.details`}>
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
    </Block>
  )
}
