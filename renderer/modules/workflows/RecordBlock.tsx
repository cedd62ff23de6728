import { Zap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { formatInstant } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Effects } from './ActLog.tsx'
import { useComing, useLog, useWorkflows } from './use-workflows.ts'
import { whyWord, workflowName } from './workflow-words.ts'
import css from './workflows.module.css'

const DAYS = 31
const MOST = 10

/** What will happen to a record by itself, and what did. */
export const RecordBlock = ({ record }: SheetProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { data: listed } = useWorkflows()
  const { data: next = [] } = useComing(DAYS, record.id)
  const { data: log } = useLog({ record: record.id, limit: MOST })
  const acts = log?.acts ?? []
  if (!listed || next.length + acts.length === 0) return null
  const nameOf = (key: string): string => workflowName(t, listed.workflows.find(({ workflow }) => workflow.key === key)?.workflow ?? { key, isShipped: false })
  return (
    <Block icon={Zap} title={t('workflows.title')} name="workflows">
      <ul className={css.acts}>
        {next.map(({ workflow, occasion, due, why }) => (
          <li key={`${workflow} ${occasion}`}>
            <b>{nameOf(workflow)}</b>
            <span>{why === undefined ? t('workflows.sheet.coming', { when: formatInstant(due, language) }) : t('workflows.coming.willSkip', { why: whyWord(t, { why }) })}</span>
          </li>
        ))}
        {acts.map(act => (
          <li key={`${act.workflow} ${act.occasion}`}>
            <b>{nameOf(act.workflow)}</b>
            <span>
              <time dateTime={act.at}>{formatInstant(act.at, language)}</time> · {t(act.isUndone ? 'workflows.state.undone' : `workflows.state.${act.state}`)}
            </span>
            {act.why === undefined ? <Effects effects={act.effects} /> : <span>{whyWord(t, act)}</span>}
          </li>
        ))}
      </ul>
    </Block>
  )
}
