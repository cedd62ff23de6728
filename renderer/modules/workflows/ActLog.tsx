import { RotateCcw, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Colour } from '../../../shared/kernel/entity/value-list.ts'
import { fieldWord } from '../../kernel/text/words.ts'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { entityOf } from '../../kernel/state/entity-of.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { showToast } from '../../kernel/state/toasts.ts'
import { formatInstant } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { Chip } from '../../kernel/ui/Chip.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import { type ActView, useLog, useWorkflowActs, useWorkflows } from './use-workflows.ts'
import { whyWord, workflowName } from './workflow-words.ts'
import css from './workflows.module.css'

const COLOURS: Readonly<Record<ActView['state'], Colour>> = { done: 'ok', skipped: 'neutral', failed: 'err', cancelled: 'neutral' }
const FIRST = 20

/** What an act made or changed, each with its link. */
export const Effects = ({ effects }: { readonly effects: ActView['effects'] }) => {
  const { t } = useTranslation()
  return (
    <ul className={css.effects}>
      {effects.map((effect, i) => {
        const entity = entityOf(effect.type ?? '')
        const fields = entity && effect.fields?.map(field => (entity.fields[field] ? fieldWord(t, entity, field) : field)).join(', ')
        return (
          <li key={i}>
            {t(`workflows.did.${effect.do}`)} {effect.id && entity && !entity.internal ? <Link to={`/${effect.type}/${effect.id}`}>{effect.title}</Link> : effect.title}
            {fields && ` (${fields})`}
          </li>
        )
      })}
    </ul>
  )
}

interface Props {
  readonly workflow?: string
  readonly record?: string
}

/** What workflows did and left, newest first, each with what can be done about it. */
export const ActLog = ({ workflow, record }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const [limit, setLimit] = useState(FIRST)
  const { data } = useLog({ ...(workflow !== undefined && { workflow }), ...(record !== undefined && { record }), limit })
  const { data: listed } = useWorkflows()
  const { does } = useWorkflowActs()
  const operations = useOperations()
  const retry = async ({ workflow: key, record: { id }, occasion }: ActView): Promise<void> => {
    const done = await does(api => unwrap(api.workflows.retry({ workflow: key, record: id, occasion })))
    if (done?.op) operations.report(done.op, t('workflows.retried'))
    else if (done) showToast(whyWord(t, done))
  }
  const nameOf = (key: string): string => workflowName(t, listed?.workflows.find(each => each.workflow.key === key)?.workflow ?? { key, isShipped: false })
  if (!data) return null
  if (data.acts.length === 0) return <p className={css.none}>{t('workflows.log.none')}</p>
  const columns: TableColumn<ActView>[] = [
    { name: 'at', head: t('workflows.log.at'), look: 'nowrap', render: ({ at }) => <time dateTime={at}>{formatInstant(at, language)}</time> },
    ...(workflow === undefined ? [{ name: 'workflow', head: t('workflows.workflow.one'), render: ({ workflow: key }: ActView) => <Link to={`/reglages/automatisations/${key}`}>{nameOf(key)}</Link> }] : []),
    ...(record === undefined ? [{ name: 'record', head: t('workflows.log.record'), look: 'name' as const, render: ({ record: { id, type, title } }: ActView) => (type ? <Link to={`/${type}/${id}`}>{title}</Link> : t('workflows.log.gone')) }] : []),
    { name: 'state', head: t('workflows.log.state'), render: act => <Chip colour={act.isUndone ? 'neutral' : COLOURS[act.state]}>{t(act.isUndone ? 'workflows.state.undone' : `workflows.state.${act.state}`)}</Chip> },
    { name: 'effect', head: t('workflows.log.effect'), look: 'wide', render: act => (act.why === undefined ? <Effects effects={act.effects} /> : whyWord(t, act)) },
    {
      name: 'actions',
      head: t('ui.actions'),
      isHeadHidden: true,
      look: 'end',
      render: act => (
        <span className={css.actions}>
          {act.op && !act.isUndone && (
            <Button isSmall icon={Undo2} onClick={() => void does(() => operations.undo(act.op!))}>
              {t('ui.undo')}
            </Button>
          )}
          {act.state !== 'done' && (
            <Button isSmall icon={RotateCcw} onClick={() => void retry(act)}>
              {t('workflows.retry')}
            </Button>
          )}
        </span>
      ),
    },
  ]
  return (
    <>
      <Table label={t('workflows.log.title')} rows={data.acts} keyOf={act => `${act.workflow} ${act.record.id} ${act.occasion}`} columns={columns} />
      {data.hasMore && (
        <p className={css.more}>
          <Button isSmall look="plain" onClick={() => setLimit(limit * 2)}>
            {t('workflows.log.more')}
          </Button>
        </p>
      )}
    </>
  )
}
