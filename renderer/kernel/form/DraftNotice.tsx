import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import { FilePen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Draft } from '../state/drafts.ts'
import { formatInstant } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { fieldWord } from '../text/words.ts'
import css from './form.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly draft: Draft
  /** Fields of the record that changed since it was written. */
  readonly changed: readonly string[]
  readonly isNew: boolean
  readonly onResume: () => void
  readonly onRestart: () => void
}

/** Says that the form begins with what was typed another time, and lets one begin again. */
export const DraftNotice = ({ entity, draft, changed, isNew, onResume, onRestart }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Alert
      severity="info"
      role="status"
      icon={<FilePen size={16} aria-hidden="true" />}
      className={css.notice}
      action={
        <span className={css.actions}>
          <Button size="small" onClick={onResume}>
            {t('form.resume')}
          </Button>
          <Button size="small" variant="text" onClick={onRestart}>
            {t(isNew ? 'form.restartEmpty' : 'form.restart')}
          </Button>
        </span>
      }
    >
      {t('form.draftFound', { count: Object.keys(draft.values).length, when: formatInstant(draft.at, language) })}
      {changed.length > 0 && <> {t('form.changedSince', { fields: changed.map(name => fieldWord(t, entity, name)).join(', ') })}</>}
    </Alert>
  )
}
