import { History, Pencil, RotateCcw, Trash2, Zap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Button, ButtonLink } from '../../kernel/ui/Button.tsx'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { ActLog } from './ActLog.tsx'
import { TurnSwitch } from './TurnSwitch.tsx'
import { useWorkflowActs, useWorkflows } from './use-workflows.ts'
import { brokenWord, workflowName } from './workflow-words.ts'
import { WorkflowSentence } from './WorkflowSentence.tsx'
import css from './workflows.module.css'

/** One workflow: what it does in words, and what it did. */
export const WorkflowPage = () => {
  const { t } = useTranslation()
  const { key = '' } = useParams()
  const navigate = useNavigate()
  const operations = useOperations()
  const { does } = useWorkflowActs()
  const { data } = useWorkflows()
  const listed = data?.workflows.find(({ workflow }) => workflow.key === key)
  if (!data) return null
  const beside = <Link to="/reglages/automatisations">{t('workflows.title')}</Link>
  if (!listed) {
    return (
      <Page title={t('workflows.workflow.one')} beside={beside}>
        <EmptyState icon={Zap} title={t('workflows.gone')} />
      </Page>
    )
  }
  const { workflow, broken } = listed
  const name = workflowName(t, workflow)
  const reset = async (): Promise<void> => {
    const done = await does(api => unwrap(api.workflows.reset({ workflow: key })))
    if (done) operations.report(done.op, t('workflows.wasReset', { name }))
  }
  const remove = async (): Promise<void> => {
    const done = await does(api => unwrap(api.entities.remove({ type: 'workflow', id: workflow.record! })))
    if (!done) return
    operations.report(done.op, t('workflows.removed', { name }))
    void navigate('/reglages/automatisations')
  }
  return (
    <Page
      title={name}
      beside={beside}
      actions={
        <>
          {workflow.isShipped && workflow.record && (
            <Button look="plain" icon={RotateCcw} onClick={() => void reset()}>
              {t('workflows.reset')}
            </Button>
          )}
          {!workflow.isShipped && (
            <Button look="danger" icon={Trash2} onClick={() => void remove()}>
              {t('workflows.remove')}
            </Button>
          )}
          <ButtonLink look="filled" icon={Pencil} to={`/reglages/automatisations/${key}/modifier`}>
            {t('ui.edit')}
          </ButtonLink>
        </>
      }
    >
      {broken.map((each, i) => (
        <Notice key={i} tint="warn">
          {brokenWord(t, each)} {t('workflows.brokenHint')}
        </Notice>
      ))}
      <Block icon={Zap} title={t('workflows.what')} actions={<TurnSwitch label={name} workflows={[key]} isOn={workflow.isOn} />}>
        <div className={css.inside}>
          {workflow.isShipped && <p className={css.hint}>{t(`workflows.shipped.${key}.hint`)}</p>}
          <WorkflowSentence workflow={workflow} />
        </div>
      </Block>
      <Block icon={History} title={t('workflows.log.title')}>
        <ActLog workflow={key} />
      </Block>
    </Page>
  )
}
