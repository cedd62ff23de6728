import { ArrowDown, ArrowUp, Filter as FilterIcon, FlaskConical, ListChecks, Plus, X, Zap } from 'lucide-react'
import { useCallback, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { type AnyEntity, isAttached } from '../../../shared/kernel/entity/define.ts'
import { USUAL_WINDOW } from '../../../shared/modules/workflows/shipped.ts'
import { type Action, type ActionName, type Stop, STOPS, type Trigger, type Window } from '../../../shared/modules/workflows/workflow.ts'
import { GroupEditor } from '../../kernel/filter/GroupEditor.tsx'
import { asGroup, filterOfGroup, gapsOf, type GroupRow, type Row, withRow } from '../../kernel/filter/model.ts'
import { useFilterNames } from '../../kernel/filter/use-filter-names.ts'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { entityOf } from '../../kernel/state/entity-of.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { useRegistry } from '../../kernel/state/registry.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { manyWord } from '../../kernel/text/words.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Button } from '../../kernel/ui/Button.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Select } from '../../kernel/ui/Select.tsx'
import { Table } from '../../kernel/ui/Table.tsx'
import { ActionFields, actionsFor, freshAction } from './ActionFields.tsx'
import { Effects } from './ActLog.tsx'
import { StopFields } from './StopFields.tsx'
import { TriggerFields } from './TriggerFields.tsx'
import { type DryRun, useWorkflowActs, useWorkflows, type WorkflowView } from './use-workflows.ts'
import { WindowFields } from './WindowFields.tsx'
import { brokenWord, whyWord, workflowName } from './workflow-words.ts'
import { WorkflowSentence } from './WorkflowSentence.tsx'
import { useOnce } from '../../kernel/ui/use-once.ts'
import css from './workflows.module.css'

/** What is being made. */
interface Work {
  readonly name: string
  readonly forType: string
  readonly trigger: Trigger
  readonly group: GroupRow
  readonly stops: readonly Stop[]
  readonly actions: readonly Action[]
  readonly window: Window | undefined
}

const FIRST_TYPE = 'contact'

export const NewWorkflowPage = () => {
  const { t } = useTranslation()
  const first: Work = { name: '', forType: FIRST_TYPE, trigger: { when: 'created' }, group: asGroup(undefined, entityOf(FIRST_TYPE)!, entityOf), stops: [], actions: [], window: undefined }
  return <Editor title={t('workflows.workflow.new')} first={first} />
}

export const EditWorkflowPage = () => {
  const { t } = useTranslation()
  const { key = '' } = useParams()
  const { data } = useWorkflows()
  const workflow = data?.workflows.find(each => each.workflow.key === key)?.workflow
  if (!workflow) return null
  const { forType, trigger, filter, stops, actions, window } = workflow
  const name = workflowName(t, workflow)
  return <Editor key={key} title={name} workflow={workflow} first={{ name, forType, trigger, group: asGroup(filter, entityOf(forType)!, entityOf), stops, actions, window }} />
}

interface Props {
  readonly title: string
  readonly workflow?: WorkflowView
  readonly first: Work
}

const isGap = (action: Action): boolean => {
  switch (action.do) {
    case 'set':
      return action.values.some(given => 'value' in given && (given.value === undefined || given.value === ''))
    case 'tag':
      return action.add.length + action.remove.length === 0
    case 'relate':
      return action.kind === '' || ('path' in action.to && action.to.path === '')
    case 'activity':
      return action.name.trim() === ''
    case 'send':
      return action.template === '' || action.to.length === 0
    case 'notify':
      return action.text.trim() === ''
    default:
      return false
  }
}

const isTriggerGap = (trigger: Trigger): boolean =>
  (trigger.when === 'tagged' && trigger.tag === '') || (trigger.when === 'related' && trigger.kind === '') || (trigger.when === 'changed' && [trigger.from, trigger.to].some(values => values?.length === 0))

/** Makes a workflow, or changes one, in three steps; tries it on the records that there are before it is saved. */
const Editor = ({ title, workflow, first }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const navigate = useNavigate()
  const operations = useOperations()
  const { does } = useWorkflowActs()
  const [work, setWork] = useState(first)
  const [isTried, setTried] = useState(false)
  const [dryRun, setDryRun] = useState<DryRun>()
  const [isBusy, once] = useOnce()
  const entity = entityOf(work.forType)!
  const types = useRegistry().filter(each => !each.internal && !isAttached(each))
  const filter = useMemo(() => filterOfGroup(work.group, entity, entityOf), [entity, work.group])
  const names = useFilterNames(entity, filter ? [filter] : [])
  const gaps = useMemo(() => gapsOf(work.group, entity, entityOf), [entity, work.group])
  const wrong = useMemo(() => new Map(isTried ? gaps.map(key => [key, t('filters.page.incomplete')]) : []), [gaps, isTried, t])
  const change = (next: Partial<Work>): void => {
    setDryRun(undefined)
    setWork({ ...work, ...next })
  }
  const onGroup = useCallback((key: string, next: Row | undefined) => {
    setDryRun(undefined)
    setWork(now => ({ ...now, group: key === now.group.key && next?.kind === 'group' ? next : withRow(now.group, key, next) }))
  }, [])
  const chooseType = (forType: string): void => {
    const next = entityOf(forType)!
    change({ forType, trigger: { when: 'created' }, group: asGroup(undefined, next, entityOf), stops: [], actions: [] })
  }
  const isWhole = gaps.length === 0 && !isTriggerGap(work.trigger) && work.actions.length > 0 && !work.actions.some(isGap)
  const back = workflow ? `/reglages/automatisations/${workflow.key}` : '/reglages/automatisations'
  const parts = { forType: work.forType, trigger: work.trigger, filter: filter ?? null, stops: [...work.stops], actions: [...work.actions], window: work.window ?? null }
  const save = async (): Promise<void> => {
    setTried(true)
    if (!isWhole || work.name.trim() === '') return
    const named = work.name.trim() === first.name && workflow?.name === undefined && workflow ? {} : { name: work.name.trim() }
    const done = await does(api => unwrap(api.workflows.save({ ...(workflow && { workflow: workflow.key }), patch: { ...parts, ...named } })))
    if (!done) return
    operations.report(done.op, t('workflows.saved'))
    void navigate(`/reglages/automatisations/${done.workflow}`)
  }
  const tryOut = async (): Promise<void> => {
    setTried(true)
    if (isWhole) setDryRun(await does(api => unwrap(api.workflows.dryRun(parts))))
  }
  const isMailing = work.actions.some(action => action.do === 'send')
  return (
    <Page
      title={title}
      beside={<Link to="/reglages/automatisations">{t('workflows.title')}</Link>}
      actions={
        <>
          <Button look="plain" onClick={() => void navigate(back)}>
            {t('ui.cancel')}
          </Button>
          <Button look="filled" disabled={isBusy} onClick={() => void once(save)}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      {isTried && (!isWhole || work.name.trim() === '') && <Notice tint="warn">{t(work.name.trim() === '' ? 'workflows.editor.nameNeeded' : work.actions.length === 0 ? 'workflows.editor.actionNeeded' : 'workflows.editor.mendFirst')}</Notice>}
      <div className={css.naming}>
        <div className={css.value}>
          <label htmlFor={id}>{t('workflows.workflow.fields.name')}</label>
          <input id={id} className={css.input} value={work.name} maxLength={200} onChange={event => change({ name: event.target.value })} />
        </div>
        <Select label={t('workflows.workflow.fields.forType')} value={work.forType} isDisabled={workflow !== undefined} options={types.map(each => ({ value: each.type, word: manyWord(t, each) }))} onChoose={chooseType} />
      </div>
      <Block icon={Zap} title={t('workflows.steps.when')}>
        <div className={css.inside}>
          <TriggerFields entity={entity} trigger={work.trigger} onChange={trigger => change({ trigger })} />
        </div>
      </Block>
      <Block icon={FilterIcon} title={t('workflows.steps.if')}>
        <div className={css.inside}>
          <GroupEditor group={work.group} entity={entity} context={{ names, wrong, own: undefined, onChange: onGroup }} lead={t('workflows.editor.onlyIf')} depth={0} />
          <StopsOf entity={entity} stops={work.stops} onChange={stops => change({ stops })} />
        </div>
      </Block>
      <Block icon={ListChecks} title={t('workflows.steps.then')}>
        <div className={css.inside}>
          <ActionList entity={entity} actions={work.actions} onChange={actions => change({ actions, ...(!isMailing && actions.some(action => action.do === 'send') && !work.window && { window: USUAL_WINDOW }) })} />
          {work.window && work.trigger.when === 'reached' && <WindowFields window={work.window} onChange={window => change({ window })} />}
        </div>
      </Block>
      {isWhole && (
        <Block icon={FlaskConical} title={t('workflows.dryRun.title')} actions={<Button isSmall onClick={() => void tryOut()}>{t('workflows.dryRun.run')}</Button>}>
          <div className={css.inside}>
            <WorkflowSentence workflow={{ forType: work.forType, trigger: work.trigger, stops: parts.stops, actions: parts.actions, ...(filter && { filter }), ...(work.window && { window: work.window }) }} />
          </div>
          {dryRun && <DryRunResult result={dryRun} entity={entity} />}
        </Block>
      )}
    </Page>
  )
}

const StopsOf = ({ entity, stops, onChange }: { readonly entity: AnyEntity; readonly stops: readonly Stop[]; readonly onChange: (stops: Stop[]) => void }) => {
  const offered = entity.type === 'opportunity' ? STOPS : entity.type === 'contact' || entity.type === 'organisation' ? (['replied', 'met'] as const) : []
  return offered.length > 0 ? <StopFields stops={stops} offered={offered} onChange={onChange} /> : null
}

const ActionList = ({ entity, actions, onChange }: { readonly entity: AnyEntity; readonly actions: readonly Action[]; readonly onChange: (actions: readonly Action[]) => void }) => {
  const { t } = useTranslation()
  const offered = actionsFor(entity)
  const move = (from: number, to: number): void => onChange(actions.toSpliced(from, 1).toSpliced(to, 0, actions[from]!))
  return (
    <>
      <ol className={css.actionList}>
        {actions.map((action, i) => (
          <li key={i}>
            <div className={css.actionHead}>
              <Select label={t('workflows.editor.action', { number: i + 1 })} isLabelHidden value={action.do} options={offered.map(value => ({ value, word: t(`workflows.actions.${value}`) }))} onChoose={name => onChange(actions.with(i, freshAction(name as ActionName, entity)))} />
              <span className={css.actions}>
                <Button isSmall look="plain" icon={ArrowUp} disabled={i === 0} aria-label={t('workflows.editor.up', { number: i + 1 })} onClick={() => move(i, i - 1)}>{''}</Button>
                <Button isSmall look="plain" icon={ArrowDown} disabled={i === actions.length - 1} aria-label={t('workflows.editor.down', { number: i + 1 })} onClick={() => move(i, i + 1)}>{''}</Button>
                <Button isSmall look="plain" icon={X} aria-label={t('workflows.editor.removeAction', { number: i + 1 })} onClick={() => onChange(actions.toSpliced(i, 1))}>{''}</Button>
              </span>
            </div>
            <div className={css.parts}>
              <ActionFields entity={entity} action={action} onChange={next => onChange(actions.with(i, next))} />
            </div>
          </li>
        ))}
      </ol>
      <div className={css.inline}>
        <Button isSmall icon={Plus} onClick={() => onChange([...actions, freshAction(offered[0]!, entity)])}>
          {t('workflows.editor.addAction')}
        </Button>
      </div>
    </>
  )
}

const DryRunResult = ({ result: { count, broken, runs }, entity }: { readonly result: DryRun; readonly entity: AnyEntity }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <div role="status">
      {broken.map((each, i) => (
        <Notice key={i} tint="warn">
          {brokenWord(t, each)}
        </Notice>
      ))}
      {broken.length === 0 && <p className={css.insideText}>{t('workflows.dryRun.count', { count, number: formatNumber(count, language) })}</p>}
      {runs.length > 0 && (
        <Table
          label={t('workflows.dryRun.title')}
          rows={runs}
          keyOf={({ record }) => record.id}
          columns={[
            { name: 'record', head: t('workflows.log.record'), look: 'name', render: ({ record }) => <Link to={`/${entity.type}/${record.id}`}>{record.title}</Link> },
            { name: 'effect', head: t('workflows.dryRun.would'), look: 'wide', render: run => (run.why !== undefined ? whyWord(t, run) : run.effects.length > 0 ? <Effects effects={run.effects} /> : t('workflows.dryRun.nothing')) },
          ]}
        />
      )}
    </div>
  )
}
