import { History, Plus, TriangleAlert, Zap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { formatInstant, formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Button, ButtonLink } from '../../kernel/ui/Button.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import ui from '../../kernel/ui/ui.module.css'
import { ActLog } from './ActLog.tsx'
import { TurnSwitch } from './TurnSwitch.tsx'
import { type Listed, useWorkflowActs, useWorkflows } from './use-workflows.ts'
import { brokenWord, typeWord, workflowName } from './workflow-words.ts'
import css from './workflows.module.css'

/** What happens by itself: each workflow with its switch, and what all of them did last. */
export const WorkflowsPage = () => {
  const { t } = useTranslation()
  const { data, error, refetch } = useWorkflows()
  return (
    <Page
      title={t('workflows.title')}
      beside={<Link to="/reglages">{t('ui.settings')}</Link>}
      actions={
        <ButtonLink look="filled" icon={Plus} to="/reglages/automatisations/nouvelle">
          {t('workflows.workflow.new')}
        </ButtonLink>
      }
    >
      <p className={css.about}>{t('workflows.about')}</p>
      {error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {data?.held && <HeldNotice held={data.held} />}
      {data && (
        <ul className={`${ui.block} ${css.rows}`} aria-label={t('workflows.title')}>
          {data.workflows.map(listed => (
            <WorkflowLine key={listed.workflow.key} listed={listed} />
          ))}
        </ul>
      )}
      <Block icon={History} title={t('workflows.log.title')}>
        <ActLog />
      </Block>
    </Page>
  )
}

const WorkflowLine = ({ listed: { workflow, broken, last, counts } }: { readonly listed: Listed }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const name = workflowName(t, workflow)
  const said = (['done', 'skipped', 'failed'] as const).filter(state => counts[state]).map(state => t(`workflows.counts.${state}`, { count: counts[state]!, number: formatNumber(counts[state]!, language) }))
  return (
    <li>
      <Zap size={16} aria-hidden="true" className={workflow.isOn ? css.on : css.off} />
      <span className={css.line}>
        <Link to={`/reglages/automatisations/${workflow.key}`}>{name}</Link>
        <span>
          {typeWord(t, workflow.forType)}
          {workflow.isShipped && ` · ${t(`workflows.shipped.${workflow.key}.hint`)}`}
        </span>
        {broken.map((each, i) => (
          <span key={i} className={css.broken}>
            <TriangleAlert size={14} aria-hidden="true" /> {brokenWord(t, each)}
          </span>
        ))}
      </span>
      <span className={css.lately}>
        {said.length > 0 ? said.join(', ') : t('workflows.counts.none')}
        {last !== undefined && <time dateTime={last}>{t('workflows.lastRun', { when: formatInstant(last, language) })}</time>}
      </span>
      <TurnSwitch label={name} workflows={[workflow.key]} isOn={workflow.isOn} />
    </li>
  )
}

const HeldNotice = ({ held }: { readonly held: { readonly from: string; readonly to: string; readonly events: number; readonly due: number } }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { does } = useWorkflowActs()
  const settle = (how: 'do' | 'leave') => void does(api => unwrap(api.workflows.settle({ how })))
  return (
    <Notice
      tint="warn"
      action={
        <span className={css.actions}>
          <Button isSmall onClick={() => settle('do')}>
            {t('workflows.held.do')}
          </Button>
          <Button isSmall onClick={() => settle('leave')}>
            {t('workflows.held.leave')}
          </Button>
        </span>
      }
    >
      {t('workflows.held.said', { from: formatInstant(held.from, language), to: formatInstant(held.to, language), events: held.events, due: held.due })}
    </Notice>
  )
}
