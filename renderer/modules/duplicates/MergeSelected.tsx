import { GitMerge } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { MOST_MERGED } from '../../../shared/modules/duplicates/duplicates.rules.ts'
import type { SelectionActionProps } from '../../kernel/list/selection-actions.ts'
import { ButtonLink } from '../../kernel/ui/Button.tsx'

/** Makes one of the ticked rows, as many as stand beside each other. */
export const MergeSelected = ({ entity, which: { ids }, many }: SelectionActionProps) => {
  const { t } = useTranslation()
  if (!ids || many < 2 || many > MOST_MERGED) return null
  return (
    <ButtonLink look="plain" icon={GitMerge} to={`/fusionner/${entity.type}?fiches=${ids.join(',')}`}>
      {t('merge.merge')}
    </ButtonLink>
  )
}
