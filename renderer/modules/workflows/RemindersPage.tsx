import { Archive, CalendarClock, MailQuestion } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ARCHIVE, REMINDERS, USUAL_WINDOW } from '../../../shared/modules/workflows/shipped.ts'
import type { Action, Dated } from '../../../shared/modules/workflows/workflow.ts'
import { useSavedFilters } from '../../kernel/filter/use-filter-names.ts'
import { savedName } from '../../kernel/filter/say-filter.ts'
import { unwrap } from '../../kernel/rpc/connection.ts'
import type { Api } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Select } from '../../kernel/ui/Select.tsx'
import { ComingTable } from './ComingTable.tsx'
import { NumberField } from './NumberField.tsx'
import { StopFields } from './StopFields.tsx'
import { TurnSwitch } from './TurnSwitch.tsx'
import { useTemplates } from './use-templates.ts'
import { type Listed, useWorkflowActs, useWorkflows } from './use-workflows.ts'
import { WindowFields } from './WindowFields.tsx'
import { brokenWord, workflowName } from './workflow-words.ts'
import css from './workflows.module.css'

type Patch = Parameters<Api['workflows']['save']>[0]['patch']
type Send = Extract<Action, { do: 'send' }>

/** Reminders to clients and the archive of deals: all that is set about them, and what will leave this week. */
export const RemindersPage = () => {
  const { t } = useTranslation()
  const { data, error, refetch } = useWorkflows()
  const { does } = useWorkflowActs()
  const operations = useOperations()
  const save = async (keys: readonly string[], patch: Patch): Promise<void> => {
    const done = await does(async api => {
      let op = ''
      for (const workflow of keys) ({ op } = await unwrap(api.workflows.save({ workflow, patch })))
      return op
    })
    if (done) operations.report(done, t('workflows.saved'))
  }
  const steps = data?.workflows.filter(({ workflow }) => workflow.series === REMINDERS) ?? []
  const archive = data?.workflows.find(({ workflow }) => workflow.key === ARCHIVE)
  return (
    <Page title={t('workflows.reminders.title')} beside={<Link to="/reglages">{t('ui.settings')}</Link>}>
      <p className={css.about}>{t('workflows.reminders.about')}</p>
      {error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {steps.length > 0 && <RemindersBlock steps={steps} save={save} />}
      {archive && <ArchiveBlock listed={archive} save={save} />}
      {data && (
        <Block icon={CalendarClock} title={t('workflows.coming.title')}>
          <ComingTable isOn={steps.some(({ workflow }) => workflow.isOn) || archive?.workflow.isOn === true} />
        </Block>
      )}
    </Page>
  )
}

interface BlockProps {
  readonly save: (keys: readonly string[], patch: Patch) => Promise<void>
}

const RemindersBlock = ({ steps, save }: BlockProps & { readonly steps: readonly Listed[] }) => {
  const { t } = useTranslation()
  const { templates } = useTemplates('opportunity')
  const all = steps.map(({ workflow }) => workflow.key)
  const [{ workflow: first }] = steps as [Listed]
  return (
    <Block icon={MailQuestion} title={t('workflows.reminders.mails')} actions={<TurnSwitch label={t('workflows.reminders.all')} workflows={all} isOn={steps.every(({ workflow }) => workflow.isOn)} />}>
      <div className={css.inside}>
        <p className={css.hint}>{t('workflows.reminders.mailsHint')}</p>
        <ul className={css.steps}>
          {steps.map(({ workflow, broken }) => {
            const { key, trigger, actions, isOn } = workflow
            const send = actions.find((action): action is Send => action.do === 'send')
            const template = templates.find(({ value }) => value === send?.template)
            const name = workflowName(t, workflow)
            return (
              <li key={key}>
                <TurnSwitch label={name} workflows={[key]} isOn={isOn} />
                <span className={css.inline}>
                  <NumberField label={t('workflows.reminders.days', { name })} value={(trigger as Dated).after} onKeep={after => void save([key], { trigger: { ...(trigger as Dated), after } })} />
                  {t('workflows.reminders.after')}
                </span>
                {send && (
                  <Select
                    label={t('workflows.reminders.template', { name })}
                    isLabelHidden
                    value={send.template}
                    options={template ? templates : [{ value: send.template, word: t('workflows.then.noTemplate') }, ...templates]}
                    onChoose={value => void save([key], { actions: actions.map(action => (action === send ? { ...send, template: value } : action)) })}
                  />
                )}
                {template && <Link to={template.to}>{t('workflows.reminders.editTemplate')}</Link>}
                {broken.map((each, i) => (
                  <span key={i} className={css.broken}>
                    {brokenWord(t, each)}
                  </span>
                ))}
              </li>
            )
          })}
        </ul>
        <p className={css.hint}>{t('workflows.reminders.to')}</p>
        <StopFields stops={first.stops} onChange={stops => void save(all, { stops })} />
        <p className={css.hint}>{t('workflows.reminders.perDeal')}</p>
        <WindowFields window={first.window ?? USUAL_WINDOW} onChange={window => void save(all, { window })} />
        <p className={css.hint}>{t('workflows.reminders.late')}</p>
      </div>
    </Block>
  )
}

const ALL = 'all'
const OPEN = 'opportunity.open'

const ArchiveBlock = ({ listed: { workflow, broken }, save }: BlockProps & { readonly listed: Listed }) => {
  const { t } = useTranslation()
  const { filters } = useSavedFilters()
  const { key, trigger, filter } = workflow
  const saved = filter && 'saved' in filter ? filter.saved : filter ? '' : ALL
  const offered = filters.filter(({ forType, isTrashed, isDisabled }) => forType === 'opportunity' && !isTrashed && !isDisabled)
  return (
    <Block icon={Archive} title={t('workflows.archive.title')} actions={<TurnSwitch label={t('workflows.archive.switch')} workflows={[key]} isOn={workflow.isOn} />}>
      <div className={css.inside}>
        <p className={css.hint}>{t('workflows.archive.hint')}</p>
        <div className={css.inline}>
          {t('workflows.archive.lead')}
          <NumberField label={t('workflows.archive.days')} min={1} value={(trigger as Dated).after} onKeep={after => void save([key], { trigger: { ...(trigger as Dated), after } })} />
          {t('workflows.archive.after')}
          <Select
            label={t('workflows.archive.which')}
            isLabelHidden
            value={saved}
            options={[{ value: ALL, word: t('workflows.archive.all') }, { value: OPEN, word: t('workflows.archive.open') }, ...(saved === '' ? [{ value: '', word: t('workflows.archive.own') }] : [])]}
            groups={[{ word: t('workflows.archive.filters'), options: offered.filter(({ id }) => id !== OPEN).map(each => ({ value: each.id, word: savedName(t, each) })) }]}
            onChoose={value => void save([key], { filter: value === ALL ? null : { saved: value } })}
          />
        </div>
        {broken.map((each, i) => (
          <Notice key={i} tint="warn">
            {brokenWord(t, each)}
          </Notice>
        ))}
        <p className={css.hint}>{t('workflows.archive.undo')}</p>
        <Link to={`/reglages/automatisations/${key}`}>{t('workflows.archive.log')}</Link>
      </div>
    </Block>
  )
}
