import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { resolvePath } from '../../../shared/kernel/entity/paths.ts'
import type { ProblemView } from '../../../shared/kernel/rpc/schemas.ts'
import { problemText } from '../text/words.ts'
import table from '../ui/table.module.css'
import { targetWord } from './targets.ts'

/** What is wrong with a line, each with the place that it is about and how to mend it. */
export const LineProblems = ({ entity, problems }: { readonly entity: AnyEntity | undefined; readonly problems: readonly ProblemView[] }) => {
  const { t } = useTranslation()
  return (
    <>
      {problems.map((problem, index) => (
        <div key={index} className={problem.warning ? table.warn : table.err}>
          {entity && resolvePath(entity, problem.field) ? `${targetWord(t, entity, problem.field)}${t('ui.colon')}` : ''}
          {problemText(t, problem)}
        </div>
      ))}
    </>
  )
}
