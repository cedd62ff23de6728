import { Calendar, CalendarCheck, CalendarX, ClipboardList, FilePlus, Flag, type LucideIcon, Mail, MailOpen, Paperclip, Phone, SquareCheckBig, StickyNote, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { FileRef } from '../../../shared/kernel/entity/fields.ts'
import type { TimelineItem } from '../../../shared/modules/activities/timeline-sources.ts'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { fileUrl } from '../../kernel/rpc/files.ts'
import { formatInstant } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { fieldWord, newWord, oneWord } from '../../kernel/text/words.ts'
import { Actor } from '../../kernel/ui/Actor.tsx'
import { Value } from '../../kernel/ui/Value.tsx'
import { About } from './About.tsx'
import { FoldedText } from './FoldedText.tsx'
import css from './activities.module.css'

type Colour = 'neutral' | 'accent' | 'ok' | 'warn' | 'err' | 'info' | 'plum'
type Look = readonly [LucideIcon, Colour]

const KINDS: Readonly<Record<string, Look>> = { call: [Phone, 'accent'], meeting: [Calendar, 'plum'], email: [Mail, 'info'], task: [SquareCheckBig, 'ok'] }

const lookOf = ({ source, data, change }: TimelineItem): Look => {
  switch (source) {
    case 'activity':
      return data['status'] === 'cancelled' ? [CalendarX, 'neutral'] : (KINDS[String(data['kind'])] ?? [CalendarCheck, 'ok'])
    case 'note':
      return [StickyNote, 'warn']
    case 'document':
      return [Paperclip, 'neutral']
    case 'emailMessage':
      return data['state'] === 'failed' || data['state'] === 'unsure' ? [TriangleAlert, 'err'] : [data['direction'] === 'in' ? MailOpen : Mail, 'info']
    case 'surveyResponse':
      return [ClipboardList, 'plum']
    case 'event':
      return [change ? Flag : FilePlus, 'neutral']
  }
}

interface Props {
  readonly item: TimelineItem
  /** The record whose timeline this is. */
  readonly target: string
}

/** Something that happened. */
export const TimelineEntry = ({ item, target }: Props) => {
  const language = useLanguage()
  const [Icon, colour] = lookOf(item)
  return (
    <li className={css.entry}>
      <span className={css.mark} data-colour={colour}>
        <Icon size={14} aria-hidden="true" />
      </span>
      <div className={css.what}>
        <Told item={item} target={target} />
      </div>
      <time className={css.when} dateTime={item.at}>
        {formatInstant(item.at, language)}
      </time>
    </li>
  )
}

const Told = ({ item, target }: Props): ReactNode => {
  const { t } = useTranslation()
  const { source, record, data, about, by } = item
  const entity = visibleEntity(record.type)
  const who = (
    <span className={css.soft}>
      {' · '}
      <Actor by={by} />
    </span>
  )
  const link = (
    <Link to={`/${record.type}/${record.id}`} className={css.name}>
      {record.title || t('ui.untitled')}
    </Link>
  )
  switch (source) {
    case 'activity':
      return (
        <>
          <div data-off={data['status'] === 'cancelled' || undefined}>
            {link}
            <About about={about} />
            {data['result'] !== undefined && (
              <span className={css.soft}>
                {' · '}
                <Value field={entity!.fields['result']!} value={data['result']} />
              </span>
            )}
            {data['status'] === 'cancelled' && <span className={css.soft}> · {t('activities.status.cancelled')}</span>}
          </div>
          {data['minutes'] !== undefined && <FoldedText text={String(data['minutes'])} />}
        </>
      )
    case 'note':
      return (
        <>
          <div>
            <b>{t('activities.timeline.note')}</b>
            {who}
            <About about={about} />
          </div>
          <FoldedText text={String(data['text'] ?? '')} isNote />
        </>
      )
    case 'document': {
      const file = data['file'] as FileRef | undefined
      return (
        <div>
          <b>{t('activities.timeline.file')}</b>
          {t('ui.colon')}
          {file ? <a href={fileUrl(file.file)}>{record.title}</a> : record.title}
          {who}
          <About about={about} />
        </div>
      )
    }
    case 'emailMessage':
      return (
        <>
          <div>
            <b>{t(`activities.timeline.mail.${data['direction'] === 'in' ? 'received' : String(data['state'])}`, { defaultValue: t('activities.timeline.mail.sent') })}</b>
            {t('ui.colon')}
            {link}
            <About about={about} />
          </div>
          {data['text'] !== undefined && <FoldedText text={String(data['text'])} />}
        </>
      )
    case 'surveyResponse':
      return (
        <div>
          <b>{entity ? oneWord(t, entity) : record.type}</b>
          {t('ui.colon')}
          {link}
          <About about={about} />
        </div>
      )
    case 'event':
      return <Event item={item} target={target} />
  }
}

const Event = ({ item: { record, change, by }, target }: Props) => {
  const { t } = useTranslation()
  const entity = visibleEntity(record.type)
  if (!entity) return null
  const isOther = record.id !== target
  const field = change && entity.fields[change.field]
  return (
    <div>
      {change ? (
        <>
          {isOther && (
            <>
              <Link to={`/${record.type}/${record.id}`}>{record.title}</Link>
              {' · '}
            </>
          )}
          {fieldWord(t, entity, change.field)}
          {t('ui.colon')}
          {change.from !== null && field && (
            <>
              <Value field={field} value={change.from} /> <span aria-label={t('journal.becomes')}>→</span>{' '}
            </>
          )}
          {change.to === null || !field ? <span className={css.soft}>{t('journal.empty')}</span> : <Value field={field} value={change.to} />}
        </>
      ) : isOther ? (
        <>
          {newWord(t, entity)}
          {t('ui.colon')}
          <Link to={`/${record.type}/${record.id}`}>{record.title}</Link>
        </>
      ) : (
        t('activities.timeline.created')
      )}
      <span className={css.soft}>
        {' · '}
        <Actor by={by} />
      </span>
    </div>
  )
}
