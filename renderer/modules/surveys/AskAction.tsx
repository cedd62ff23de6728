import { useQuery } from '@tanstack/react-query'
import { ClipboardList } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { Dialog } from '../../kernel/ui/Dialog.tsx'
import type { TitledId } from '../../kernel/ui/Value.tsx'
import { lazyMui } from '../../kernel/ui/with-mui.tsx'
import { fillAddress, type SurveyRow } from './survey-row.ts'
import css from './surveys.module.css'

const SendDialog = lazyMui(async () => (await import('./SendDialog.tsx')).SendDialog)

/** Asks a questionnaire of whom a sheet shows, or about what it shows. */
export const AskAction = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  const operations = useOperations()
  const [isOpen, setOpen] = useState(false)
  const [sent, setSent] = useState<string>()
  const { data: surveys } = useQuery({
    queryKey: keys.rows('survey', { asked: true }),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: 'survey', filter: { field: 'isRetired', op: 'ne', value: true }, limit: 200 }, { signal }))).rows as readonly SurveyRow[],
    enabled: isOpen,
  })
  const ask = async (survey: string, isSent: boolean): Promise<void> => {
    const idOf = (field: string): string | undefined => (record[field] as TitledId | undefined)?.id
    const asked = { contact: idOf('contact'), organisation: idOf('organisation'), opportunity: idOf('opportunity'), activity: undefined, [entity.type]: record.id }
    try {
      const { response, op } = await unwrap(api.surveys.ask({ survey, ...Object.fromEntries(Object.entries(asked).filter(([, id]) => id !== undefined)) }))
      setOpen(false)
      if (isSent) return setSent(response)
      operations.report(op, t('surveys.asked', { title: record.title }))
      await navigate(fillAddress(response))
    } catch (error) {
      operations.failed(error)
    }
  }
  if (record.trashedAt !== null) return null
  return (
    <>
      <Button icon={ClipboardList} onClick={() => setOpen(true)}>
        {t('surveys.survey.one')}
      </Button>
      {isOpen && (
        <Dialog title={t('surveys.which')} onClose={() => setOpen(false)} actions={<Button onClick={() => setOpen(false)}>{t('ui.cancel')}</Button>}>
          {surveys?.length === 0 && (
            <p>
              {t('surveys.none')} <Link to="/survey/nouveau?exemple=1">{t('surveys.fromExample')}</Link>
            </p>
          )}
          <ul className={css.which}>
            {surveys?.map(({ id, title }) => (
              <li key={id}>
                <b>{title}</b>
                <Button isSmall aria-label={`${t('surveys.fillNow')} ${title}`} onClick={() => void ask(id, false)}>
                  {t('surveys.fillNow')}
                </Button>
                <Button isSmall aria-label={`${t('surveys.send')} ${title}`} onClick={() => void ask(id, true)}>
                  {t('surveys.send')}
                </Button>
              </li>
            ))}
          </ul>
        </Dialog>
      )}
      {sent && (
        <Suspense>
          <SendDialog response={sent} onClose={() => setSent(undefined)} />
        </Suspense>
      )}
    </>
  )
}
