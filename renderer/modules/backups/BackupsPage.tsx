import { DatabaseBackup, KeyRound, Settings2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RecoveryKeyDialog } from '../../kernel/keys/RecoveryKeyDialog.tsx'
import { showToast } from '../../kernel/state/toasts.ts'
import { countsWords } from '../../kernel/text/count-words.ts'
import { formatBytes, formatInstant } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { failureText } from '../../kernel/text/words.ts'
import type { Failure } from '../../../shared/kernel/rpc/result.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Button } from '../../kernel/ui/Button.tsx'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import { BackupSettings } from './BackupSettings.tsx'
import { RestoreDialog } from './RestoreDialog.tsx'
import { type Backup, useBackups } from './use-backups.ts'
import css from './backups.module.css'

/** The backups there are, how they are made, and the way back to each. */
export const BackupsPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { state, error, retry, isBusy, make, configure } = useBackups()
  const [chosen, setChosen] = useState<Backup>()
  const [isKeyShown, setKeyShown] = useState(false)
  const columns: TableColumn<Backup>[] = [
    { name: 'at', head: t('backups.at'), look: 'nowrap', render: ({ at }) => <time dateTime={at}>{formatInstant(at, language)}</time> },
    { name: 'reason', head: t('backups.reason'), look: 'soft', render: ({ reason, isOwn }) => (isOwn ? t(`backups.reasons.${reason}`) : t('backups.elsewhere')) },
    {
      name: 'holds',
      head: t('backups.holds'),
      render: ({ counts }) => countsWords(t, counts, language) || t('backups.nothing'),
    },
    { name: 'size', head: t('backups.size'), look: 'end', render: ({ size }) => formatBytes(size, language) },
    {
      name: 'actions',
      head: t('ui.actions'),
      isHeadHidden: true,
      look: 'end',
      render: backup => (
        <Button isSmall aria-label={t('backups.restoreOf', { at: formatInstant(backup.at, language) })} onClick={() => setChosen(backup)}>
          {t('backups.restore')}
        </Button>
      ),
    },
  ]
  const makeNow = async (): Promise<void> => {
    if (await make()) showToast(t('backups.made'))
  }
  const newest = state?.backups.find(({ isOwn }) => isOwn)
  return (
    <Page
      title={t('backups.many')}
      actions={
        <Button look="filled" icon={DatabaseBackup} disabled={isBusy} onClick={() => void makeNow()}>
          {t(isBusy ? 'backups.making' : 'backups.make')}
        </Button>
      }
    >
      {error && !state ? <Failed error={error} onRetry={retry} /> : null}
      {state?.failed && <Notice tint="warn">{t('backups.failed', { at: formatInstant(state.failed.at, language), why: failureText(t, state.failed.failure as Failure) })}</Notice>}
      {state && newest && !state.failed && <Notice tint="ok">{t('backups.last', { at: formatInstant(newest.at, language) })}</Notice>}
      {state && (
        <Block icon={DatabaseBackup} title={t('backups.many')} count={String(state.backups.length)}>
          {state.backups.length ? (
            <Table label={t('backups.many')} columns={columns} rows={state.backups} keyOf={({ id }) => id} />
          ) : (
            <EmptyState icon={DatabaseBackup} title={t('backups.none')}>
              {t('backups.noneHint')}
            </EmptyState>
          )}
        </Block>
      )}
      {state && (
        <div className={css.beside}>
          <Block icon={Settings2} title={t('backups.settings')}>
            <BackupSettings key={`${state.place} ${Object.values(state.keep).join(' ')}`} state={state} isBusy={isBusy} onSave={configure} />
          </Block>
          <Block icon={KeyRound} title={t('backups.key')}>
            <div className={css.text}>
              <p>{t('backups.keyHint')}</p>
              <div>
                <Button icon={KeyRound} onClick={() => setKeyShown(true)}>
                  {t('backups.showKey')}
                </Button>
              </div>
            </div>
          </Block>
        </div>
      )}
      {chosen && <RestoreDialog backup={chosen} onClose={() => setChosen(undefined)} />}
      {isKeyShown && <RecoveryKeyDialog onClose={() => setKeyShown(false)} />}
    </Page>
  )
}
