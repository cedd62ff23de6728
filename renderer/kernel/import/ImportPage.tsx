import Alert from '@mui/material/Alert'
import Autocomplete from '@mui/material/Autocomplete'
import Button from '@mui/material/Button'
import FormControl from '@mui/material/FormControl'
import FormLabel from '@mui/material/FormLabel'
import MenuItem from '@mui/material/MenuItem'
import Select from '@mui/material/Select'
import TextField from '@mui/material/TextField'
import { ChevronDown, FileUp, ShieldCheck, X } from 'lucide-react'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { type AnyEntity, isImportable } from '../../../shared/kernel/entity/define.ts'
import { registry } from '../../../shared/registry.ts'
import { visibleEntity } from '../blocks/relations.ts'
import { useApi } from '../rpc/api-context.tsx'
import { type Api, FailureError, unwrap } from '../rpc/connection.ts'
import { uploadFile } from '../rpc/files.ts'
import { isEnded, useJob } from '../state/jobs.ts'
import { manyWord, fieldWord } from '../text/words.ts'
import { Block } from '../ui/Block.tsx'
import { Failed } from '../ui/Failed.tsx'
import { Page } from '../ui/Page.tsx'
import table from '../ui/table.module.css'
import { onHandOver, takeOver } from './handed-over.ts'
import { JobPanel } from './JobPanel.tsx'
import { targetWord, usableKeys } from './targets.ts'
import css from './import.module.css'

type Inspection = Extract<Awaited<ReturnType<Api['imports']['inspect']>>, { ok: true }>['value']

interface Plan {
  readonly file: string
  readonly seen: Inspection
  readonly type: string
  readonly mapping: Readonly<Record<string, string | null>>
  readonly key: readonly string[]
}

const types = registry.filter(isImportable)
const ACCEPTED = '.csv,.tsv,.txt,.vcf,text/csv,text/vcard'

/** From a file to records: choose it, say what its columns are, try without writing, then import. */
export const ImportPage = () => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const [plan, setPlan] = useState<Plan>()
  const [trial, setTrial] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const { job } = useJob(trial)
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      await act()
    } catch (reason) {
      if (reason instanceof FailureError) setError(reason)
      else throw reason
    } finally {
      setBusy(false)
    }
  }
  const inspect = async (file: string, type?: string): Promise<void> => {
    const seen = await unwrap(api.imports.inspect({ file, ...(type ? { type } : {}) }))
    setTrial(undefined)
    setPlan({ file, seen, ...seen.suggestion })
  }
  const take = (file: File | undefined): void => {
    if (file) void attempt(async () => inspect(await uploadFile(file), params.get('type') ?? undefined))
  }
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    const takeGiven = (): void => latest.current(takeOver())
    takeGiven()
    return onHandOver(takeGiven)
  }, [])
  const change = (part: Partial<Plan>): void => {
    setTrial(undefined)
    setPlan(old => old && { ...old, ...part })
  }
  const start = (dryRun: boolean): Promise<void> =>
    attempt(async () => {
      const { file, seen, type, mapping, key } = plan!
      const how = seen.format === 'csv' ? { type, mapping: { ...mapping }, ...(key.length ? { key: [...key] } : {}) } : { type }
      const { job: started } = await unwrap(api.imports.start({ file, ...how, dryRun }))
      if (dryRun) setTrial(started)
      else await navigate(`/travaux/${started}`, { state: { type } })
    })
  const entity = visibleEntity(plan?.type)
  return (
    <Page
      title={entity && plan ? t('imports.titleOf', { many: manyWord(t, entity).toLowerCase() }) : t('imports.title')}
      actions={plan && <Button variant="text" onClick={() => setPlan(undefined)}>{t('imports.otherFile')}</Button>}
    >
      <div className={css.page}>
        {error ? <Failed error={error} /> : null}
        {!plan || !entity ? (
          <FileChoice isBusy={isBusy} onChoose={take} />
        ) : (
          <>
            <FileBlock plan={plan} entity={entity} onType={type => void attempt(() => inspect(plan.file, type))} onKey={key => change({ key })} />
            {plan.seen.format === 'csv' ? (
              <ColumnsBlock plan={plan} entity={entity} onMapping={mapping => change({ mapping, key: keyAfter(entity, mapping, plan.key) })} />
            ) : (
              <SampleBlock plan={plan} />
            )}
            {job && <JobPanel job={job} type={plan.type} isTrial />}
            <div className={css.foot}>
              <span className={css.promise}>
                <ShieldCheck size={16} aria-hidden="true" />
                {t('imports.promise')}
              </span>
              <Button disabled={isBusy || (trial !== undefined && !(job && isEnded(job)))} onClick={() => void start(true)}>
                {t('imports.dryRun')}
              </Button>
              <Button variant="contained" color="primary" disabled={isBusy} onClick={() => void start(false)}>
                {t('imports.start')}
              </Button>
            </div>
          </>
        )}
      </div>
    </Page>
  )
}

/** Keeps the chosen key while its columns are there, else takes the best that is left. */
const keyAfter = (entity: AnyEntity, mapping: Plan['mapping'], key: readonly string[]): readonly string[] => {
  const usable = usableKeys(entity, mapping)
  return usable.find(other => other.join() === key.join()) ?? (key.length ? (usable[0] ?? []) : [])
}

const FileChoice = ({ isBusy, onChoose }: { readonly isBusy: boolean; readonly onChoose: (file: File | undefined) => void }) => {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    onChoose(event.dataTransfer.files[0])
  }
  return (
    <div
      className={isOver ? `${css.drop} ${css.over}` : css.drop}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileUp size={24} aria-hidden="true" />
      <h2>{t('imports.drop')}</h2>
      <p className={table.soft}>{t('imports.formats')}</p>
      <input ref={input} type="file" hidden accept={ACCEPTED} onChange={event => onChoose(event.target.files?.[0])} />
      <Button variant="contained" color="primary" disabled={isBusy} onClick={() => input.current?.click()}>
        {isBusy ? t('imports.reading') : t('imports.choose')}
      </Button>
    </div>
  )
}

const DELIMITERS: Record<string, string> = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar' }
const NO_KEY = ''

interface FileProps {
  readonly plan: Plan
  readonly entity: AnyEntity
  readonly onType: (type: string) => void
  readonly onKey: (key: string[]) => void
}

const FileBlock = ({ plan, entity, onType, onKey }: FileProps) => {
  const { t } = useTranslation()
  const { seen, mapping, key } = plan
  const keys = usableKeys(entity, mapping)
  const about = [
    t(`imports.format.${seen.format}`),
    seen.encoding,
    ...(seen.delimiter ? [t(`imports.delimiter.${DELIMITERS[seen.delimiter] ?? 'other'}`, { delimiter: seen.delimiter })] : []),
  ]
  return (
    <Block icon={FileUp} title={seen.name} count={about.join(' · ')}>
      <div className={css.choices}>
        <FormControl>
          <FormLabel id="import-type">{t('imports.type')}</FormLabel>
          <Select value={plan.type} onChange={event => onType(event.target.value)} labelId="import-type" IconComponent={SelectIcon}>
            {types.map(other => (
              <MenuItem key={other.type} value={other.type}>
                {manyWord(t, other)}
              </MenuItem>
            ))}
          </Select>
        </FormControl>
        {seen.format === 'csv' && (
          <FormControl>
            <FormLabel id="import-key">{t('imports.key')}</FormLabel>
            <Select
              value={key.join(' ')}
              displayEmpty
              onChange={event => onKey(event.target.value === NO_KEY ? [] : event.target.value.split(' '))}
              labelId="import-key"
              IconComponent={SelectIcon}
            >
              <MenuItem value={NO_KEY}>{t('imports.noKey')}</MenuItem>
              {[...new Set([...keys.map(fields => fields.join(' ')), ...(key.length ? [key.join(' ')] : [])])].map(fields => (
                <MenuItem key={fields} value={fields}>
                  {fields
                    .split(' ')
                    .map(field => fieldWord(t, entity, field))
                    .join(' + ')}
                </MenuItem>
              ))}
            </Select>
          </FormControl>
        )}
      </div>
    </Block>
  )
}

const SelectIcon = ({ className }: { readonly className?: string }) => <ChevronDown size={16} className={className} aria-hidden="true" />

const EXAMPLES = 3

interface ColumnsProps {
  readonly plan: Plan
  readonly entity: AnyEntity
  readonly onMapping: (mapping: Record<string, string | null>) => void
}

const ColumnsBlock = ({ plan: { seen, mapping }, entity, onMapping }: ColumnsProps) => {
  const { t } = useTranslation()
  const mapped = Object.values(mapping).filter(Boolean).length
  return (
    <Block title={t('imports.columns')} count={t('imports.mapped', { mapped, all: seen.headers.length })}>
      {mapped === 0 && (
        <div className={css.panel}>
          <Alert severity="warning">{t('imports.nothingMapped')}</Alert>
        </div>
      )}
      <div className={table.wrap}>
        <table className={table.table}>
          <thead>
            <tr>
              <th>{t('imports.inFile')}</th>
              <th>{t('imports.examples')}</th>
              <th>{t('imports.inCalepin')}</th>
            </tr>
          </thead>
          <tbody>
            {seen.headers.map((header, index) => (
              <tr key={header}>
                <td className={table.nowrap}>{header}</td>
                <td className={`${table.soft} ${css.content}`}>
                  {[...new Set(seen.sample.map(line => line[index]).filter(Boolean))].slice(0, EXAMPLES).join(' · ')}
                </td>
                <td className={table.wide}>
                  <TargetChoice entity={entity} header={header} targets={seen.targets} target={mapping[header] ?? null} onChange={target => onMapping({ ...mapping, [header]: target })} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Block>
  )
}

interface TargetProps {
  readonly entity: AnyEntity
  readonly header: string
  readonly targets: readonly string[]
  readonly target: string | null
  readonly onChange: (target: string | null) => void
}

const TargetChoice = ({ entity, header, targets, target, onChange }: TargetProps) => {
  const { t } = useTranslation()
  return (
    <Autocomplete<string>
      options={target && !targets.includes(target) ? [target, ...targets] : [...targets]}
      value={target}
      onChange={(_, next) => onChange(next)}
      getOptionLabel={one => targetWord(t, entity, one)}
      getOptionKey={one => one}
      autoHighlight
      popupIcon={<ChevronDown size={16} aria-hidden="true" />}
      clearIcon={<X size={14} aria-hidden="true" />}
      openText={t('ui.open')}
      closeText={t('ui.close')}
      clearText={t('ui.clear')}
      noOptionsText={t('ui.noOptions')}
      renderInput={input => (
        <TextField
          {...input}
          placeholder={t('imports.leftOut')}
          slotProps={{ ...input.slotProps, htmlInput: { ...input.slotProps.htmlInput, 'aria-label': t('imports.targetOf', { header }) } }}
        />
      )}
    />
  )
}

const SampleBlock = ({ plan: { seen } }: { readonly plan: Plan }) => {
  const { t } = useTranslation()
  return (
    <Block title={t('imports.sample')}>
      <div className={table.wrap} tabIndex={0} role="group" aria-label={t('imports.sample')}>
        <table className={table.table}>
          {seen.headers.length > 0 && (
            <thead>
              <tr>
                {seen.headers.map(header => (
                  <th key={header}>{header}</th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {seen.sample.map((line, index) => (
              <tr key={index}>
                {line.map((cell, column) => (
                  <td key={column} className={css.content}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Block>
  )
}
