import { PencilLine, Redo2, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { JobView } from '../../../shared/kernel/rpc/schemas.ts'
import { isFinal } from '../../../shared/modules/journal/journal.rules.ts'
import { TouchedRecords } from '../../kernel/blocks/TouchedRecords.tsx'
import { isEnded } from '../../kernel/state/jobs.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { useStanding } from '../../kernel/state/standing.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Button } from '../../kernel/ui/Button.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import css from './jobs.module.css'

/** The records that a job has written, and the way back; nothing for a job that wrote none. */
export const ChangesBlock = ({ job }: { readonly job: JobView }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { undo, redo } = useOperations()
  const { op } = job
  const standing = useStanding(isEnded(job) ? op : undefined)
  if (op === undefined || !standing) return null
  const { isUndone, turns, count } = standing
  return (
    <Block
      icon={PencilLine}
      title={t('schedules.changes.title')}
      count={formatNumber(count, language)}
      actions={
        isFinal(job.kind) ? null : isUndone ? (
          <Button isSmall icon={Redo2} onClick={() => void redo(turns)}>
            {t('schedules.changes.redo')}
          </Button>
        ) : (
          <Button isSmall icon={Undo2} onClick={() => void undo(turns)}>
            {t('schedules.changes.undo')}
          </Button>
        )
      }
    >
      <div className={css.changes}>
        {isUndone && <Notice tint="info">{t('schedules.changes.isUndone')}</Notice>}
        <TouchedRecords op={op} count={count} />
        <p>
          <Link to="/historique">{t('schedules.changes.see')}</Link>
        </p>
      </div>
    </Block>
  )
}
