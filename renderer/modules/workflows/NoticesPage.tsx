import { BellRing, Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { formatInstant } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import ui from '../../kernel/ui/ui.module.css'
import { type Notice, NOTIFICATION, UNREAD, useNotices } from './use-notices.ts'
import { useWorkflowActs } from './use-workflows.ts'
import css from './workflows.module.css'

const now = () => ({ at: new Date().toISOString(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone })

/** What workflows had to say, the newest first. */
export const NoticesPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { does } = useWorkflowActs()
  const { data } = useNotices()
  const read = ({ id }: Notice): void => void does(api => unwrap(api.entities.save({ type: NOTIFICATION, id, patch: { readOn: now() } })))
  const readAll = (): void => void does(api => unwrap(api.entities.changeMany({ type: NOTIFICATION, filter: UNREAD, patch: { readOn: now() } })))
  return (
    <Page title={t('ui.notices')} actions={data?.some(({ readOn }) => !readOn) && <Button onClick={readAll}>{t('workflows.notices.readAll')}</Button>}>
      {data?.length === 0 && (
        <EmptyState icon={BellRing} title={t('workflows.notices.none')}>
          {t('workflows.notices.noneHint')}
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <ul className={`${ui.block} ${css.rows}`} aria-label={t('ui.notices')}>
          {data.map(notice => (
            <li key={notice.id}>
              <span className={css.line}>
                <b className={notice.readOn ? css.read : undefined}>{notice.text}</b>
                <span>
                  <time dateTime={notice.createdAt}>{formatInstant(notice.createdAt, language)}</time>
                  {notice.about && (
                    <>
                      {' · '}
                      <Link to={`/${notice.about.type}/${notice.about.id}`}>{notice.about.title}</Link>
                    </>
                  )}
                </span>
              </span>
              {!notice.readOn && (
                <Button isSmall icon={Check} aria-label={t('workflows.notices.readOne', { text: notice.text })} onClick={() => read(notice)}>
                  {t('workflows.notices.read')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}
