import { Download } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { type AnyEntity, isAttached } from '../../../shared/kernel/entity/define.ts'
import { FilterSaid } from '../filter/FilterSaid.tsx'
import { useLayout } from '../list/columns.ts'
import { readAddress } from '../list/selection.ts'
import { downloadFile } from '../rpc/files.ts'
import { useRegistry } from '../state/registry.ts'
import type { Exported } from '../state/use-export.ts'
import { formatNumber, thisDay } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { manyWord } from '../text/words.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { Select } from '../ui/Select.tsx'
import { ExportFields } from './ExportFields.tsx'
import { useExportChoice } from './use-export-choice.ts'
import css from './export.module.css'


/** Writes records to a file: of the type and filter that the address names, as a list's own address does. */
export const ExportPage = () => {
  const types = useRegistry().filter(entity => !entity.internal && !isAttached(entity))
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const entity = types.find(({ type }) => type === params.get('type')) ?? types[0]!
  return (
    <Page title={t('pages.export.titleOf', { many: manyWord(t, entity).toLowerCase() })}>
      <div className={css.page}>
        <section className={css.block} aria-label={t('pages.export.title')}>
          <Select label={t('pages.export.type')} value={entity.type} options={types.map(other => ({ value: other.type, word: manyWord(t, other) }))} onChoose={type => setParams({ type }, { replace: true })} />
          <ExportForm key={entity.type} entity={entity} params={params} />
        </section>
      </div>
    </Page>
  )
}

const ExportForm = ({ entity, params }: { readonly entity: AnyEntity; readonly params: URLSearchParams }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const [kept] = useLayout(entity)
  const which = useMemo(() => {
    const { text, filter, archived } = readAddress(entity, params, thisDay())
    return { ...(text ? { text } : {}), ...(archived ? { archived } : {}), ...(filter ? { filter } : {}) }
  }, [entity, params])
  const { start, count, chosen, isExporting, ...asked } = useExportChoice(entity, which, kept?.paths ?? entity.list)
  const [written, setWritten] = useState<Exported>()
  const run = async (): Promise<void> => {
    setWritten(undefined)
    setWritten(await start())
  }
  return (
    <>
      <ExportFields entity={entity} columnCount={asked.columnCount} choice={asked.choice} part={asked.part} whole={asked.whole} onChange={asked.change} />
      {which.filter && <FilterSaid entity={entity} filter={which.filter} />}
      {count === 0 && <Notice tint="info">{t('pages.export.nothing')}</Notice>}
      {written && (
        <Notice
          tint="ok"
          action={
            <Button isSmall onClick={() => downloadFile(written.file, written.name)}>
              {t('pages.export.again')}
            </Button>
          }
        >
          {t('pages.export.written', { count: written.count, number: formatNumber(written.count, language), name: written.name })}
        </Notice>
      )}
      <div className={css.foot}>
        {isExporting && <p role="status">{t('pages.export.mayLeave')}</p>}
        <Button look="filled" icon={Download} disabled={!count || isExporting} onClick={() => void run()}>
          {isExporting ? t('ui.exporting') : t('pages.export.start', { words: chosen })}
        </Button>
      </div>
    </>
  )
}
