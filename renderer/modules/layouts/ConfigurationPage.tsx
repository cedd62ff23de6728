import { Download, FileUp } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { type Api, unwrap } from '../../kernel/rpc/connection.ts'
import { downloadFile, uploadFile } from '../../kernel/rpc/files.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { registry } from '../../kernel/state/registry.ts'
import { showToast } from '../../kernel/state/toasts.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { fieldWord, oneWord } from '../../kernel/text/words.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Button } from '../../kernel/ui/Button.tsx'
import { Chip } from '../../kernel/ui/Chip.tsx'
import { Table } from '../../kernel/ui/Table.tsx'
import { LayoutsFrame } from './LayoutsFrame.tsx'
import css from './layouts.module.css'

type Plan = Extract<Awaited<ReturnType<Api['configuration']['import']>>, { ok: true }>['value']
type Change = Plan['changes'][number]

const COLOURS = { added: 'ok', changed: 'info', refused: 'warn' } as const
const KINDS = ['added', 'changed', 'refused'] as const

/** All that sets up the application goes out and comes in as one file; what would change is seen first. */
export const ConfigurationPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const input = useRef<HTMLInputElement>(null)
  const [isBusy, setBusy] = useState(false)
  const [chosen, setChosen] = useState<{ readonly file: string; readonly name: string; readonly plan: Plan }>()
  const run = async (act: () => Promise<void>): Promise<void> => {
    setBusy(true)
    try {
      await act()
    } catch (error) {
      operations.failed(error)
    } finally {
      setBusy(false)
    }
  }
  const save = async (): Promise<void> => {
    const { file, name } = await unwrap(api.configuration.export({}))
    downloadFile(file, name)
    showToast(t('layouts.file.exported', { name }))
  }
  const look = async (file: File): Promise<void> => {
    setChosen(undefined)
    const staged = await uploadFile(file)
    setChosen({ file: staged, name: file.name, plan: await unwrap(api.configuration.import({ file: staged, dryRun: true })) })
  }
  const apply = async (): Promise<void> => {
    const { op } = await unwrap(api.configuration.import({ file: chosen!.file }))
    if (op) operations.report(op, t('layouts.file.applied', { name: chosen!.name }))
    setChosen(undefined)
  }
  const changes = chosen?.plan.changes ?? []
  const count = (kind: Change['kind']): string => formatNumber(changes.filter(change => change.kind === kind).length, language)
  const isWorth = changes.some(({ kind }) => kind !== 'refused')
  return (
    <LayoutsFrame page="file">
      <div className={css.narrow}>
        <Block icon={Download} title={t('layouts.file.export')}>
          <div className={css.panel}>
            <p>{t('layouts.file.exportHint')}</p>
            <Button disabled={isBusy} onClick={() => void run(save)}>
              {t('layouts.file.exportButton')}
            </Button>
          </div>
        </Block>
        <Block icon={FileUp} title={t('layouts.file.import')}>
          <div className={css.panel}>
            <p>{t('layouts.file.importHint')}</p>
            <input
              ref={input}
              type="file"
              hidden
              accept=".json,application/json"
              onChange={event => {
                const [file] = event.target.files ?? []
                event.target.value = ''
                if (file) void run(() => look(file))
              }}
            />
            <Button disabled={isBusy} onClick={() => input.current?.click()}>
              {t('layouts.file.choose')}
            </Button>
          </div>
        </Block>
      </div>
      {chosen && (
        <Block title={t('layouts.file.chosen', { name: chosen.name })}>
          <div className={css.panel} role="status">
            <p className={css.says}>
              {isWorth || changes.length > 0 ? t('layouts.file.says', { added: count('added'), changed: count('changed'), refused: count('refused'), same: formatNumber(chosen.plan.same, language) }) : t('layouts.file.nothing')}
            </p>
            {changes.some(({ kind }) => kind === 'refused') && <p className={css.hint}>{t('layouts.file.refusedWhy')}</p>}
            {isWorth && (
              <Button look="filled" disabled={isBusy} onClick={() => void run(apply)}>
                {t('layouts.file.apply')}
              </Button>
            )}
          </div>
          {changes.length > 0 && <Changes changes={changes} />}
        </Block>
      )}
    </LayoutsFrame>
  )
}

const Changes = ({ changes }: { readonly changes: readonly Change[] }) => {
  const { t } = useTranslation()
  const entityOf = (type: string) => registry().find(entity => entity.type === type)
  return (
    <Table
      label={t('layouts.file.changes')}
      rows={changes.toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))}
      keyOf={(_, index) => index}
      columns={[
        { name: 'kind', head: t('layouts.file.becomes'), look: 'nowrap', render: ({ kind }) => <Chip colour={COLOURS[kind]}>{t(`layouts.file.kinds.${kind}`)}</Chip> },
        {
          name: 'type',
          head: t('layouts.file.what'),
          look: 'nowrap',
          render: ({ type }) => {
            const entity = entityOf(type)
            return entity ? oneWord(t, entity) : type
          },
        },
        { name: 'title', head: t('layouts.file.name'), look: 'name', render: ({ title }) => title },
        {
          name: 'fields',
          head: t('layouts.file.fields'),
          look: 'soft',
          render: ({ type, fields }) => {
            const entity = entityOf(type)
            return entity && fields.map(field => fieldWord(t, entity, field)).join(', ')
          },
        },
      ]}
    />
  )
}
