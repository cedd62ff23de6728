import { ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { Radios } from '../ui/Radios.tsx'
import { Select } from '../ui/Select.tsx'
import { useTypeLooks } from '../ui/type-looks.ts'
import { type ExportChoice, STYLES } from './export-choice.ts'
import css from './export.module.css'

interface Props {
  readonly entity: AnyEntity
  /** Number of columns that the list shows. */
  readonly columnCount: number
  readonly choice: ExportChoice
  /** What the records are called when they are not all, and how many they are in all, in words. */
  readonly part: string | undefined
  readonly whole: string
  readonly onChange: (change: Partial<ExportChoice>) => void
}

/** Which records, in which format, with which columns. */
export const ExportFields = ({ entity, columnCount, choice, part, whole, onChange }: Props) => {
  const { t } = useTranslation()
  const { hasCard } = useTypeLooks(entity.type)
  return (
    <div className={css.fields}>
      {part && (
        <Radios
          label={t('pages.export.which')}
          value={choice.isWhole ? 'whole' : 'part'}
          options={[
            { value: 'part', word: part },
            { value: 'whole', word: t('pages.export.all', { words: whole }) },
          ]}
          onChoose={value => onChange({ isWhole: value === 'whole' })}
        />
      )}
      {hasCard && (
        <Radios
          label={t('pages.export.format')}
          value={choice.format}
          options={(['csv', 'vcf'] as const).map(value => ({ value, word: t(`pages.export.${value}`), hint: t(`pages.export.${value}Hint`) }))}
          onChoose={format => onChange({ format })}
        />
      )}
      {choice.format === 'csv' && (
        <>
          <Radios
            label={t('pages.export.columns')}
            value={choice.hasAllColumns ? 'all' : 'list'}
            options={[
              { value: 'all', word: t('pages.export.allColumns'), hint: t('pages.export.allColumnsHint') },
              { value: 'list', word: t('pages.export.listColumns', { count: columnCount }) },
            ]}
            onChoose={value => onChange({ hasAllColumns: value === 'all' })}
          />
          <div className={css.style}>
            <Select
              label={t('pages.export.style')}
              value={choice.style}
              options={Object.keys(STYLES).map(value => ({ value, word: t(`pages.export.${value}`) }))}
              onChoose={style => onChange({ style: style as ExportChoice['style'] })}
            />
          </div>
          <p className={css.promise}>
            <ShieldCheck size={16} aria-hidden="true" />
            {t('pages.export.formulas')}
          </p>
        </>
      )}
    </div>
  )
}
