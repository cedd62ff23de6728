import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OwnWords } from '../../../shared/kernel/entity/fields.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { useRegistry } from '../../kernel/state/registry.ts'
import { formatInstant, formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { failureText, manyWord, ownWord } from '../../kernel/text/words.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { Dialog } from '../../kernel/ui/Dialog.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import type { Backup } from './use-backups.ts'
import css from './backups.module.css'

interface Difference {
  readonly type: string
  readonly words?: OwnWords | undefined
  readonly back: number
  readonly changed: number
  readonly gone: number
}

/** Tells what would change before a backup takes the place of the data; one of another machine asks for what opens it. */
export const RestoreDialog = ({ backup, onClose }: { readonly backup: Backup; readonly onClose: () => void }) => {
  const types = useRegistry().filter(entity => !entity.internal)
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [secret, setSecret] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const which = { id: backup.id, ...(secret !== undefined && { secret }) }
  const { data, error, isFetching } = useQuery({
    queryKey: ['backups', 'compare', which],
    queryFn: async ({ signal }) => (await unwrap(api.backups.compare(which, { signal }))).differences,
    enabled: backup.isOwn || secret !== undefined,
    gcTime: 0,
    retry: false,
  })
  const at = formatInstant(backup.at, language)
  const wrong = failure ?? (error instanceof FailureError ? failureText(t, error.failure) : error && t('errors.INTERNAL'))
  const restore = async (): Promise<void> => {
    setBusy(true)
    setFailure(undefined)
    try {
      await unwrap(api.backups.restore(which))
      // Nothing that was read before is true any more.
      location.assign('/')
    } catch (reason) {
      if (!(reason instanceof FailureError)) throw reason
      setFailure(failureText(t, reason.failure))
      setBusy(false)
    }
  }
  const unlock = (event: FormEvent): void => {
    event.preventDefault()
    setSecret(typed)
  }
  const changes = data?.filter(({ type, words, back, changed, gone }) => back + changed + gone > 0 && (words !== undefined || types.some(entity => entity.type === type))) ?? []
  const number = (name: 'back' | 'changed' | 'gone'): TableColumn<Difference> => ({ name, head: t(`backups.${name}`), look: 'end', render: row => (row[name] ? formatNumber(row[name], language) : '') })
  const columns: TableColumn<Difference>[] = [{ name: 'type', head: t('backups.what'), render: ({ type, words }) => (words ? ownWord(words) : manyWord(t, types.find(entity => entity.type === type)!)) }, number('back'), number('changed'), number('gone')]
  return (
    <Dialog
      title={t('backups.ask', { at })}
      isWide
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="filled" disabled={!data || isBusy} onClick={() => void restore()}>
            {t(isBusy ? 'backups.restoring' : 'backups.restore')}
          </Button>
        </>
      }
    >
      <div className={css.text}>
        {!backup.isOwn && (
          <form onSubmit={unlock}>
            <p>{t('backups.foreign')}</p>
            <label htmlFor={id}>{t('backups.secret')}</label>
            <div className={css.unlock}>
              <input id={id} className={css.input} type="password" autoComplete="off" required value={typed} onChange={event => setTyped(event.target.value)} />
              <Button type="submit" disabled={isFetching}>
                {t('backups.open')}
              </Button>
            </div>
          </form>
        )}
        {wrong && <Notice tint="err">{wrong}</Notice>}
        {isFetching && !data && <p role="status">{t('backups.comparing')}</p>}
        {data && (changes.length ? <Table label={t('backups.changes')} columns={columns} rows={changes} keyOf={({ type }) => type} /> : <p>{t('backups.same')}</p>)}
        {data && <p>{t('backups.nothingLost')}</p>}
      </div>
    </Dialog>
  )
}
