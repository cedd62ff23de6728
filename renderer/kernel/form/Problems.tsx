import { CircleAlert, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ProblemView } from '../../../shared/kernel/rpc/schemas.ts'
import { problemText } from '../text/words.ts'
import css from './form.module.css'

/** What is wrong with a field and how to mend it; a warning only says so. */
export const Problems = ({ problems }: { readonly problems: readonly ProblemView[] }) => {
  const { t } = useTranslation()
  return problems.map((problem, index) => {
    const Icon = problem.warning ? TriangleAlert : CircleAlert
    return (
      <p key={index} className={problem.warning ? css.warning : css.problem}>
        <Icon size={14} aria-hidden="true" />
        {problemText(t, problem)}
      </p>
    )
  })
}
