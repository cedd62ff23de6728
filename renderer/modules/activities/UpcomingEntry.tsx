import { Square, SquareCheckBig } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { daysBetween } from '../../../shared/kernel/date/days.ts'
import type { ZonedDateTime } from '../../../shared/kernel/entity/fields.ts'
import type { UpcomingItem } from '../../../shared/modules/activities/timeline-sources.ts'
import { formatDay, formatInstant, thisDay } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { About } from './About.tsx'
import { useDone } from './use-done.ts'
import css from './activities.module.css'

interface Props {
  readonly item: UpcomingItem
  /** Whether it may be changed. */
  readonly isOpen: boolean
}

/** An activity that is to be done; its box marks it as done. */
export const UpcomingEntry = ({ item: { record, data, about, day }, isOpen }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const mark = useDone()
  const [isTicked, setTicked] = useState(false)
  const late = day === undefined ? 0 : daysBetween(day, thisDay())
  const start = data['start'] as ZonedDateTime | undefined
  const tick = async (): Promise<void> => {
    setTicked(true)
    await mark(record, true)
    setTicked(false)
  }
  const Box = isTicked ? SquareCheckBig : Square
  return (
    <li className={css.entry}>
      <button type="button" className={css.tick} disabled={!isOpen || isTicked} aria-label={t('activities.markDoneOne', { title: record.title })} title={t('activities.markDone')} onClick={() => void tick()}>
        <Box size={18} aria-hidden="true" />
      </button>
      <div className={css.what}>
        <div>
          <Link to={`/activity/${record.id}`} className={css.name}>
            {record.title}
          </Link>
          <About about={about} />
        </div>
      </div>
      <span className={css.when} data-late={late > 0 || undefined}>
        {start ? formatInstant(start.at, language) : day ? formatDay(day, language, Number(thisDay().slice(0, 4))) : t('activities.noDay')}
        {late > 0 && <span className={css.late}>{t('activities.late', { count: late })}</span>}
      </span>
    </li>
  )
}
