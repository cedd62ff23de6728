import { Download, FileSpreadsheet } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { type Api, FailureError, unwrap } from '../kernel/rpc/connection.ts'
import { downloadFile } from '../kernel/rpc/files.ts'
import { formatNumber } from '../kernel/text/format.ts'
import { useLanguage } from '../kernel/text/use-language.ts'
import { Block } from '../kernel/ui/Block.tsx'
import { Button } from '../kernel/ui/Button.tsx'
import { Failed } from '../kernel/ui/Failed.tsx'
import { Notice } from '../kernel/ui/Notice.tsx'
import css from './rescue.module.css'

type Readable = Extract<Awaited<ReturnType<Api['rescue']['export']>>, { ok: true }>['value']

/** Reads what can still be read of damaged data, and hands it over as tables. */
export const RescueExport = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const id = useId()
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number }>()
  const [readable, setReadable] = useState<Readable>()
  const [failure, setFailure] = useState<FailureError>()
  const isRead = progress !== undefined && progress.total > 0 && progress.done >= progress.total
  const number = (value: number): string => formatNumber(value, language)
  const start = async (): Promise<void> => {
    setProgress({ done: 0, total: 0 })
    setReadable(undefined)
    setFailure(undefined)
    try {
      setReadable(await unwrap(api.rescue.export({ language }, setProgress)))
    } catch (reason) {
      if (!(reason instanceof FailureError)) throw reason
      setFailure(reason)
    } finally {
      setProgress(undefined)
    }
  }
  return (
    <Block icon={FileSpreadsheet} title={t('rescue.export')}>
      <div className={css.part}>
        <p>{t('rescue.exportHint')}</p>
        {progress && (
          <div className={css.progress}>
            <label htmlFor={id}>{t(isRead ? 'rescue.preparing' : 'rescue.exporting')}</label>
            {/* How long the tables take to be made nobody can tell. */}
            {isRead || !progress.total ? <progress id={id} /> : <progress id={id} max={progress.total} value={progress.done} />}
          </div>
        )}
        {failure && <Failed error={failure} onRetry={() => void start()} />}
        {readable && (
          <>
            <Notice tint={readable.lost ? 'warn' : 'ok'}>{t(readable.lost ? 'rescue.readSome' : 'rescue.readAll', { read: number(readable.read), lost: number(readable.lost) })}</Notice>
            <ul className={css.files}>
              {readable.files.map(({ file, name, count }) => (
                <li key={file}>
                  <span className={css.file}>{name}</span>
                  <span className={css.count}>{t('rescue.lines', { count, number: number(count) })}</span>
                  <Button isSmall icon={Download} aria-label={t('rescue.downloadOf', { name })} onClick={() => downloadFile(file, name)}>
                    {t('ui.download')}
                  </Button>
                </li>
              ))}
            </ul>
          </>
        )}
        {!readable && !progress && !failure && (
          <div>
            <Button icon={FileSpreadsheet} onClick={() => void start()}>
              {t('rescue.export')}
            </Button>
          </div>
        )}
      </div>
    </Block>
  )
}
