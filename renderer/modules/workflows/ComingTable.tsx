import { Ban, Eye, Pencil, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { showToast } from '../../kernel/state/toasts.ts'
import { formatInstant } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { Table } from '../../kernel/ui/Table.tsx'
import { MailDialog } from './MailDialog.tsx'
import { type Coming, useComing, useWorkflowActs, useWorkflows } from './use-workflows.ts'
import { whyWord, workflowName } from './workflow-words.ts'
import css from './workflows.module.css'

const DAYS = 7

/** What will be done by itself in a week's time, each to be read, changed or kept from leaving. */
export const ComingTable = ({ isOn }: { readonly isOn: boolean }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const operations = useOperations()
  const { data } = useComing(DAYS)
  const { data: listed } = useWorkflows()
  const { does } = useWorkflowActs()
  const [read, setRead] = useState<Coming>()
  const which = ({ workflow, record: { id }, occasion }: Coming) => ({ workflow, record: id, occasion })
  const cancel = async (coming: Coming): Promise<void> => {
    if (!(await does(api => unwrap(api.workflows.cancel(which(coming)))))) return
    showToast(t('workflows.coming.cancelled', { title: coming.record.title }), { label: t('ui.undo'), run: () => void does(api => unwrap(api.workflows.cancel({ ...which(coming), isBack: true }))) })
  }
  const prepare = async (coming: Coming): Promise<void> => {
    const done = await does(api => unwrap(api.workflows.prepare(which(coming))))
    if (!done) return
    operations.report(done.op, t('workflows.coming.prepared'))
    if (done.id) void navigate(`/emailMessage/${done.id}`)
  }
  if (!data || !listed) return null
  if (data.length === 0) return <p className={css.none}>{t(isOn ? 'workflows.coming.none' : 'workflows.coming.off')}</p>
  const nameOf = (key: string): string => workflowName(t, listed.workflows.find(({ workflow }) => workflow.key === key)?.workflow ?? { key, isShipped: true })
  const isMail = ({ does: acts }: Coming): boolean => acts.includes('send')
  return (
    <>
      <Table
        label={t('workflows.coming.title')}
        rows={data}
        keyOf={coming => `${coming.workflow} ${coming.record.id}`}
        columns={[
          { name: 'due', head: t('workflows.coming.due'), look: 'nowrap', render: ({ due }) => <time dateTime={due}>{formatInstant(due, language)}</time> },
          { name: 'record', head: t('workflows.log.record'), look: 'name', render: ({ record: { id, type, title } }) => <Link to={`/${type}/${id}`}>{title}</Link> },
          { name: 'what', head: t('workflows.coming.what'), render: ({ workflow }) => <Link to={`/reglages/automatisations/${workflow}`}>{nameOf(workflow)}</Link> },
          {
            name: 'to',
            head: t('workflows.coming.to'),
            look: 'wide',
            render: coming => (
              <>
                {coming.to.join(', ')}
                {coming.cc.length > 0 && <span className={css.soft}> {t('workflows.coming.cc', { cc: coming.cc.join(', ') })}</span>}
                {coming.why !== undefined && <span className={css.broken}>{t('workflows.coming.willSkip', { why: whyWord(t, coming) })}</span>}
                {isMail(coming) && coming.to.length === 0 && <span className={css.broken}>{t('workflows.why.noAddress')}</span>}
                {coming.missing.length > 0 && (
                  <span className={css.broken}>
                    <TriangleAlert size={14} aria-hidden="true" /> {t('workflows.why.missing', { missing: coming.missing.join(', ') })}
                  </span>
                )}
              </>
            ),
          },
          {
            name: 'actions',
            head: t('ui.actions'),
            isHeadHidden: true,
            look: 'end',
            render: coming => (
              <span className={css.actions}>
                {isMail(coming) && (
                  <>
                    <Button isSmall icon={Eye} aria-label={t('workflows.coming.readOne', { title: coming.record.title })} onClick={() => setRead(coming)}>
                      {t('workflows.coming.read')}
                    </Button>
                    <Button isSmall icon={Pencil} aria-label={t('workflows.coming.editOne', { title: coming.record.title })} disabled={coming.to.length === 0} onClick={() => void prepare(coming)}>
                      {t('ui.edit')}
                    </Button>
                  </>
                )}
                <Button isSmall icon={Ban} aria-label={t('workflows.coming.cancelOne', { title: coming.record.title })} onClick={() => void cancel(coming)}>
                  {t('workflows.coming.cancel')}
                </Button>
              </span>
            ),
          },
        ]}
      />
      {read && <MailDialog coming={read} onClose={() => setRead(undefined)} />}
    </>
  )
}
