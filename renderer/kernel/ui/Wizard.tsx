import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'
import { Segments } from './Segments.tsx'
import { useOnce } from './use-once.ts'
import css from './wizard.module.css'

interface Props<S extends string> {
  readonly steps: readonly { readonly step: S; readonly word: string }[]
  /** The word of its conclusion. */
  readonly conclusion: string
  /** Why it cannot be concluded yet. */
  readonly missing?: string | undefined
  /** What went wrong at the last conclusion. */
  readonly failure?: string | undefined
  readonly onConclude: () => Promise<void>
  /** What has come of the answers so far: above the questions, or beside them. */
  readonly above?: ReactNode
  readonly beside?: ReactNode
  readonly children: (step: S) => ReactNode
}

/** Questions in small steps, gone through in order or at will; it may be concluded as soon as nothing needed is missing. */
export const Wizard = <S extends string>({ steps, conclusion, missing, failure, onConclude, above, beside, children }: Props<S>) => {
  const { t } = useTranslation()
  const [reached, setReached] = useState<number>()
  const [isBusy, once] = useOnce()
  const at = reached ?? 0
  const { step } = steps[at]!
  const isLast = at === steps.length - 1
  return (
    <form
      className={css.wizard}
      onSubmit={event => {
        event.preventDefault()
        if (!isLast) setReached(at + 1)
        else if (missing === undefined) void once(onConclude)
      }}
    >
      <Segments label={t('ui.steps')} value={step} options={steps.map(({ step: value, word }, index) => ({ value, word: `${index + 1}. ${word}` }))} onChoose={value => setReached(steps.findIndex(each => each.step === value))} />
      {above}
      {failure && <Notice tint="err">{failure}</Notice>}
      <div className={beside ? css.beside : undefined}>
        <div key={step} ref={reached === undefined ? undefined : askFirst} className={css.step}>
          {children(step)}
        </div>
        {beside}
      </div>
      <div className={css.foot}>
        {at > 0 && <Button onClick={() => setReached(at - 1)}>{t('ui.previousStep')}</Button>}
        {!isLast && <Button type="submit">{t('ui.nextStep')}</Button>}
        <Button look="filled" disabled={isBusy || missing !== undefined} title={missing} onClick={() => void once(onConclude)}>
          {conclusion}
        </Button>
      </div>
    </form>
  )
}

/** What had the keyboard went with the step before. */
const askFirst = (questions: HTMLElement | null): void => {
  const first = (what: string): HTMLElement | null | undefined => questions?.querySelector<HTMLElement>(what)
  const asked = first('input[type="radio"]:checked') ?? first('input, select, textarea, button')
  asked?.focus()
}
