import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import css from './import.module.css'

const STEPS = ['file', 'columns', 'trial', 'import'] as const
export type Step = (typeof STEPS)[number]

/** How far an import is: what is done has its tick, what is next stands out. */
export const StepsRail = ({ done, steps = STEPS }: { readonly done: ReadonlySet<Step>; readonly steps?: readonly Step[] }) => {
  const { t } = useTranslation()
  const current = steps.find(step => !done.has(step))
  return (
    <ol className={css.rail} aria-label={t('imports.steps.label')}>
      {steps.map((step, index) => (
        <li key={step} aria-current={step === current ? 'step' : undefined} data-done={done.has(step) || undefined}>
          <span className={css.mark}>{done.has(step) ? <Check size={14} aria-hidden="true" /> : index + 1}</span>
          {t(`imports.steps.${step}`)}
        </li>
      ))}
    </ol>
  )
}
