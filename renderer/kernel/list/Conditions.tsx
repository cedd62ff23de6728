import { TriangleAlert, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { useRecord } from '../state/use-record.ts'
import { fieldWord } from '../text/words.ts'
import { columnWord } from './column-word.ts'
import { saidWords } from './said-words.ts'
import type { Asked } from './selection.ts'
import { useSpeech } from './speech.ts'
import css from './list.module.css'

const Remove = ({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }) => (
  <button type="button" aria-label={useTranslation().t('ui.removeItem', { name })} onClick={onRemove}>
    <X size={13} aria-hidden="true" />
  </button>
)

interface AskedProps {
  readonly entity: AnyEntity
  readonly asked: Asked
  readonly onRemove: () => void
}

/** A condition above a column, in words; one that could not be read says so and keeps nothing out. */
export const AskedChip = ({ entity, asked, onRemove }: AskedProps) => {
  const speech = useSpeech()
  const { t } = speech
  const name = columnWord(t, entity, asked.path)
  return (
    <span className={asked.wrong ? `${css.filterChip} ${css.wrongChip}` : css.filterChip}>
      {asked.wrong ? (
        <>
          <TriangleAlert size={13} aria-hidden="true" />
          <span className={css.chipText}>
            {t('list.unread', { name, text: asked.text })} {t(`list.wrong.${asked.wrong}`)}
          </span>
        </>
      ) : (
        <span className={css.chipText}>
          {saidWords(entity, asked, speech).map(({ lead, value }, index) => (
            <span key={index}>
              {index > 0 && ' '}
              {lead} <b>{value}</b>
            </span>
          ))}
        </span>
      )}
      <Remove name={name} onRemove={onRemove} />
    </span>
  )
}

interface LinkProps {
  readonly entity: AnyEntity
  readonly field: string
  readonly id: string
  readonly onRemove: () => void
}

/** Says that only the records linked to one other are shown. */
export const LinkChip = ({ entity, field, id, onRemove }: LinkProps) => {
  const { t } = useTranslation()
  const { data } = useRecord(entity.fields[field]!.to, id)
  const name = fieldWord(t, entity, field)
  return (
    <span className={css.filterChip}>
      <span className={css.chipText}>
        {name} {t('ui.is')} <b>{data?.title}</b>
      </span>
      <Remove name={name} onRemove={onRemove} />
    </span>
  )
}
