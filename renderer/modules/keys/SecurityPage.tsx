import { KeyRound, LockKeyhole, RefreshCw, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/kernel/rpc/result.ts'
import { RecoveryKeyDialog } from '../../kernel/keys/RecoveryKeyDialog.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { showToast } from '../../kernel/state/toasts.ts'
import { formatInstant, formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { failureText } from '../../kernel/text/words.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Button } from '../../kernel/ui/Button.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { PassphraseDialog } from './PassphraseDialog.tsx'
import { type KeysState, useKeys } from './use-keys.ts'
import css from './keys.module.css'

type Shown = 'set' | 'remove' | 'renew' | 'rotate' | 'recovery'

/** What protects the data, in plain words, and the way to change each of it. */
export const SecurityPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { api, state, error, retry, refresh } = useKeys()
  const { failed } = useOperations()
  const [shown, setShown] = useState<Shown>()
  const close = (): void => setShown(undefined)
  const kept = (text: string): void => {
    close()
    showToast(text)
    void refresh()
  }
  const act = async (call: () => Promise<unknown>, next: Shown | undefined): Promise<void> => {
    try {
      await call()
      setShown(next)
    } catch (failure) {
      failed(failure)
      close()
    }
    await refresh()
  }
  const ended = state?.ended
  return (
    <Page title={t('keys.many')}>
      {error && !state ? <Failed error={error} onRetry={retry} /> : null}
      {ended?.failure && <Notice tint="err">{t('keys.rotateFailed', { why: failureText(t, ended.failure as Failure) })}</Notice>}
      {ended && !ended.failure && (
        <Notice
          tint="ok"
          action={
            <Button isSmall onClick={() => setShown('recovery')}>
              {t('backups.showKey')}
            </Button>
          }
        >
          {t('keys.rotated', { at: formatInstant(ended.at, language) })}
        </Notice>
      )}
      {state && (
        <Block icon={ShieldCheck} title={t('keys.protects')}>
          <div className={css.text}>
            <p>
              {t('keys.encrypted')} {t(`keys.places.${state.place}`)}
            </p>
            <div className={css.buttons}>
              <Button icon={LockKeyhole} disabled={state.running !== undefined} onClick={() => setShown('set')}>
                {t(state.place === 'passphrase' ? 'keys.change' : 'keys.set')}
              </Button>
              {state.place === 'passphrase' && (
                <Button disabled={state.running !== undefined} onClick={() => setShown('remove')}>
                  {t('keys.remove')}
                </Button>
              )}
            </div>
          </div>
        </Block>
      )}
      {state && (
        <div className={css.beside}>
          <Block icon={KeyRound} title={t('backups.key')}>
            <div className={css.text}>
              <p>{t('keys.recoveryHint')}</p>
              <div className={css.buttons}>
                <Button icon={KeyRound} onClick={() => setShown('recovery')}>
                  {t('backups.showKey')}
                </Button>
                <Button disabled={state.running !== undefined} onClick={() => setShown('renew')}>
                  {t('keys.renew')}
                </Button>
              </div>
            </div>
          </Block>
          <Block icon={RefreshCw} title={t('keys.key')}>
            <div className={css.text}>
              <p>{t('keys.keyHint')}</p>
              {state.running ? (
                <Running running={state.running} />
              ) : (
                <div>
                  <Button icon={RefreshCw} onClick={() => setShown('rotate')}>
                    {t('keys.rotate')}
                  </Button>
                </div>
              )}
            </div>
          </Block>
        </div>
      )}
      {state && shown === 'set' && <PassphraseDialog api={api} state={state} onClose={close} onDone={() => kept(t('keys.kept'))} />}
      {state && shown === 'remove' && <PassphraseDialog api={api} state={state} isRemoving onClose={close} onDone={() => kept(t('keys.removed'))} />}
      {shown === 'recovery' && <RecoveryKeyDialog onClose={close} />}
      {shown === 'renew' && (
        <ConfirmDialog title={t('keys.renewAsk')} button={t('keys.renew')} onClose={close} onConfirm={() => act(async () => unwrap(api.renewRecoveryKey({})), 'recovery')}>
          <p>{t('keys.renewHint')}</p>
        </ConfirmDialog>
      )}
      {shown === 'rotate' && (
        <ConfirmDialog title={t('keys.rotateAsk')} button={t('keys.rotate')} onClose={close} onConfirm={() => act(async () => unwrap(api.rotate({})), undefined)}>
          <p>{t('keys.rotateHint')}</p>
          <p>{t('keys.rotateClose')}</p>
          <p>{t('keys.rotateAfter')}</p>
        </ConfirmDialog>
      )}
    </Page>
  )
}

const Running = ({ running: { done, total } }: { readonly running: NonNullable<KeysState['running']> }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const text = total === 0 ? t('keys.running') : done < total ? t('keys.copying', { done: formatNumber(done, language), total: formatNumber(total, language) }) : t('keys.closing')
  return (
    <div>
      <p role="status">{text}</p>
      <progress className={css.bar} aria-label={t('keys.progress')} {...(total > 0 && done < total && { value: done, max: total })} />
    </div>
  )
}
