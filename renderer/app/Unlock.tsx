import { LockKeyhole } from 'lucide-react'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../kernel/rpc/connection.ts'
import { failureText } from '../kernel/text/words.ts'
import { Button } from '../kernel/ui/Button.tsx'
import { usePageTitle } from '../kernel/ui/Page.tsx'
import css from './unlock.module.css'

/** Asks for what opens locked data; the window starts anew once they are open. */
export const Unlock = () => {
  const { t } = useTranslation()
  const api = useApi()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [secret, setSecret] = useState('')
  const [isPlain, setPlain] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string>()
  usePageTitle(t('keys.unlock'))
  useEffect(() => field.current?.focus(), [])
  const unlock = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setWrong(undefined)
    try {
      await unwrap(api.keys.unlock({ secret }))
      location.reload()
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      setWrong(error.failure.code === 'KEY_WRONG' ? t('keys.unlockWrong') : failureText(t, error.failure))
      setBusy(false)
      field.current?.select()
    }
  }
  return (
    <main className={css.locked}>
      <form className={css.form} onSubmit={event => void unlock(event)}>
        <LockKeyhole size={28} aria-hidden="true" />
        <h1>{t('keys.unlock')}</h1>
        <p>{t('keys.unlockHint')}</p>
        <div>
          <label htmlFor={id}>{t('keys.unlockField')}</label>
          <input
            ref={field}
            id={id}
            className={css.input}
            type={isPlain ? 'text' : 'password'}
            autoComplete="current-password"
            spellCheck={false}
            required
            maxLength={1_000}
            value={secret}
            aria-invalid={wrong !== undefined}
            aria-describedby={wrong === undefined ? undefined : `${id}-wrong`}
            onChange={event => setSecret(event.target.value)}
          />
          {wrong !== undefined && (
            <p id={`${id}-wrong`} role="alert" className={css.wrong}>
              {wrong}
            </p>
          )}
        </div>
        <label className={css.check}>
          <input type="checkbox" checked={isPlain} onChange={event => setPlain(event.target.checked)} />
          {t('keys.show')}
        </label>
        <div>
          <Button look="filled" type="submit" disabled={isBusy}>
            {t(isBusy ? 'keys.unlocking' : 'keys.unlockButton')}
          </Button>
        </div>
        <p className={css.hint}>{t('keys.unlockLost')}</p>
      </form>
    </main>
  )
}
