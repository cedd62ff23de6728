import { type FormEvent, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SHORTEST_PASSPHRASE } from '../../../shared/modules/keys/keys.rules.ts'
import { type Api, FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { failureText } from '../../kernel/text/words.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { Dialog } from '../../kernel/ui/Dialog.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import type { KeysState } from './use-keys.ts'
import css from './keys.module.css'

interface Props {
  readonly api: Api['keys']
  readonly state: KeysState
  /** Whether it is only taken away. */
  readonly isRemoving?: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Sets, changes or takes away the passphrase; the present one is asked for where there is one. Nothing typed outlives it. */
export const PassphraseDialog = ({ api, state, isRemoving = false, onClose, onDone }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const [present, setPresent] = useState('')
  const [fresh, setFresh] = useState('')
  const [again, setAgain] = useState('')
  const [isPlain, setPlain] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<{ field: 'present' | 'fresh' | 'again'; text: string } | { field?: undefined; text: string }>()
  const isAsked = state.place === 'passphrase'
  const title = t(isRemoving ? 'keys.remove' : isAsked ? 'keys.change' : 'keys.set')

  useEffect(() => document.getElementById(`${id}-${isAsked ? 'present' : 'fresh'}`)?.focus(), [id, isAsked])

  const refuse = (field: 'present' | 'fresh' | 'again' | undefined, text: string): void => {
    setWrong(field ? { field, text } : { text })
    if (field) document.getElementById(`${id}-${field}`)?.focus()
  }
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const least = { least: SHORTEST_PASSPHRASE }
    if (!isRemoving && fresh.length < SHORTEST_PASSPHRASE) return refuse('fresh', t('keys.tooShort', least))
    if (!isRemoving && fresh !== again) return refuse('again', t('keys.differs'))
    setBusy(true)
    setWrong(undefined)
    try {
      if (isRemoving) await unwrap(api.removePassphrase({ present }))
      else await unwrap(api.setPassphrase({ passphrase: fresh, ...(isAsked && { present }) }))
      onDone()
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      const isPresent = error.failure.code === 'KEY_WRONG'
      refuse(isPresent ? 'present' : undefined, isPresent ? t('keys.wrong') : failureText(t, error.failure))
      setBusy(false)
    }
  }
  const field = (name: 'present' | 'fresh' | 'again', value: string, onChange: (value: string) => void, hint?: string) => {
    const isWrong = wrong?.field === name
    return (
      <div>
        <label htmlFor={`${id}-${name}`}>{t(`keys.${name}`)}</label>
        <input
          id={`${id}-${name}`}
          className={css.input}
          type={isPlain ? 'text' : 'password'}
          autoComplete={name === 'present' ? 'current-password' : 'new-password'}
          spellCheck={false}
          required
          maxLength={1_000}
          value={value}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `${id}-wrong` : hint ? `${id}-hint` : undefined}
          onChange={event => onChange(event.target.value)}
        />
        {hint && !isWrong && (
          <p id={`${id}-hint`} className={css.hint}>
            {hint}
          </p>
        )}
        {isWrong && (
          <p id={`${id}-wrong`} role="alert" className={css.wrong}>
            {wrong.text}
          </p>
        )}
      </div>
    )
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="filled" type="submit" form={`${id}-form`} disabled={isBusy}>
            {title}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} className={css.form} onSubmit={event => void save(event)}>
        {isRemoving ? <p>{t(`keys.removeHint.${state.otherPlace}`)}</p> : <p>{t('keys.atStart')}</p>}
        {isAsked && field('present', present, setPresent)}
        {!isRemoving && field('fresh', fresh, setFresh, t('keys.length', { least: SHORTEST_PASSPHRASE }))}
        {!isRemoving && field('again', again, setAgain)}
        <label className={css.check}>
          <input type="checkbox" checked={isPlain} onChange={event => setPlain(event.target.checked)} />
          {t('keys.show')}
        </label>
        {!isRemoving && <Notice tint="info">{t('keys.lost')}</Notice>}
        {wrong && !wrong.field && <Notice tint="err">{wrong.text}</Notice>}
      </form>
    </Dialog>
  )
}
