import { useTranslation } from 'react-i18next'
import { FailureError } from '../rpc/connection.ts'
import { Failed } from '../ui/Failed.tsx'
import { Notice } from '../ui/Notice.tsx'

/** What a file is instead of a table or cards, by what the core calls it. */
const KINDS: Readonly<Record<string, string>> = { xlsx: 'workbook', xls: 'workbook', ods: 'workbook', pdf: 'pdf', png: 'picture', jpeg: 'picture', gif: 'picture', webp: 'picture', zip: 'archive', gzip: 'archive', '7z': 'archive', rar: 'archive', html: 'page', xml: 'page', rtf: 'page' }

/** Why a file cannot be imported and what to do about it, in the words of what it is. */
export const ImportFailed = ({ error }: { readonly error: unknown }) => {
  const { t } = useTranslation()
  const kind = error instanceof FailureError && error.failure.code === 'IMPORT_UNKNOWN_FORMAT' ? KINDS[String(error.failure.params?.['kind'])] : undefined
  return kind ? <Notice tint="err">{t(`imports.foreign.${kind}`)}</Notice> : <Failed error={error} />
}
