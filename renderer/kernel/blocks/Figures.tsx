import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatInstant } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { Actor } from '../ui/Actor.tsx'
import { type SheetProps, useSheet } from './sheet-block.ts'
import css from './blocks.module.css'

interface Props {
  readonly name: string
  readonly children: ReactNode
  readonly under?: ReactNode
}

/** One figure of a summary: what it is, how much, and a word more. */
export const Figure = ({ name, children, under }: Props) => (
  <div className={css.figure}>
    <dt>{name}</dt>
    <dd>{children}</dd>
    {under && <dd className={css.figureUnder}>{under}</dd>}
  </div>
)

/** What the modules count of a record, and when it was written. */
export const Figures = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { figures } = useSheet(entity)
  return (
    <dl className={css.figures}>
      {figures.map(({ name, Figure: Brought }) => (
        <Brought key={name} entity={entity} record={record} />
      ))}
      <Figure name={t('sheet.changed')} under={<Actor by={record.updatedBy} />}>
        {formatInstant(record.updatedAt, language)}
      </Figure>
      <Figure name={t('sheet.created')} under={<Actor by={record.createdBy} />}>
        {formatInstant(record.createdAt, language)}
      </Figure>
    </dl>
  )
}
