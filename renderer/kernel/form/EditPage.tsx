import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { USER } from '../../../shared/kernel/filter/place.ts'
import { LOCAL_ACTOR } from '../../../shared/kernel/id/local-actor.ts'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { visibleEntity } from '../blocks/relations.ts'
import { useLayout } from '../layout/use-layout.ts'
import { useApi } from '../rpc/api-context.tsx'
import { useRecord } from '../state/use-record.ts'
import { newWord } from '../text/words.ts'
import { Failed } from '../ui/Failed.tsx'
import type { TitledId } from '../ui/Value.tsx'
import { type FormValues, formValues } from './values.ts'
import { RecordForm } from './RecordForm.tsx'
import css from './form.module.css'

/** Changes a record. It may be written elsewhere meanwhile: the form follows. */
export const EditPage = ({ entity, id }: { readonly entity: AnyEntity; readonly id: string }) => {
  const { t } = useTranslation()
  const { data, error, isFetching, refetch } = useRecord(entity.type, id)
  // What was read long ago is read again first: the form would show it and change at once.
  const [isOpen, setOpen] = useState(false)
  const { isKnown } = useLayout('form', entity.type)
  if (data && !isFetching && isKnown && !isOpen) setOpen(true)
  if (isOpen && data) return <RecordForm entity={entity} path={`/${entity.type}/${id}/modifier`} record={data} title={t('ui.editOne', { title: data.title })} />
  return error ? (
    <div className={css.form}>
      <Failed error={error} onRetry={() => void refetch()} />
    </div>
  ) : null
}

/** Makes a record; relations and texts may come in the address: `?organisation=<id>&lastName=Moreau`. With `?copyOf=<id>` it begins as that one is. */
export const NewPage = ({ entity }: { readonly entity: AnyEntity }) => {
  const { t } = useTranslation()
  const api = useApi()
  const [params] = useSearchParams()
  const search = params.toString()
  // Until what an address brings has been read, this is still what the former one brought.
  const [preset, setPreset] = useState<{ readonly search: string; readonly values: FormValues }>()
  const { isKnown } = useLayout('form', entity.type)
  useEffect(() => {
    const stop = new AbortController()
    const given = entity.form.flat().flatMap(name => (entity.fields[name]!.kind === 'relation' && params.get(name) ? [[name, params.get(name)!] as const] : []))
    const read = [...given, ...mineOf(entity)].map(async ([name, id]) => {
      const answer = await api.entities.get({ id }, { signal: stop.signal })
      if (!answer.ok) return []
      const { type, title } = answer.value.record
      return [...sharedLinks(entity, answer.value.record), [name, { id, title, type }] as const]
    })
    const copyOf = params.get(COPY_OF)
    const copied = copyOf === null ? Promise.resolve({}) : api.entities.get({ type: entity.type, id: copyOf }, { signal: stop.signal }).then(answer => (answer.ok ? copiedValues(entity, answer.value.record) : {}))
    const texts = entity.form.flat().flatMap(name => (entity.fields[name]!.kind === 'text' && params.get(name) ? [[name, params.get(name)!] as const] : []))
    void Promise.all([copied, ...read]).then(([like, ...found]) => !stop.signal.aborted && setPreset({ search, values: Object.fromEntries([...texts, ...found.flat().toSorted(([a], [b]) => Number(params.has(a)) - Number(params.has(b))), ...Object.entries(like)]) }))
    return () => stop.abort()
  }, [api, entity, params, search])
  return preset?.search === search && isKnown ? <RecordForm key={search} entity={entity} path={`/${entity.type}/nouveau${search && `?${search}`}`} preset={preset.values} {...(params.has(COPY_OF) && { copyOf: params.get(COPY_OF)! })} title={newWord(t, entity)} /> : null
}

const COPY_OF = 'copyOf'

/** What a copy begins with: all that its form asks for, as far as the other has it. */
const copiedValues = (entity: AnyEntity, record: RecordView): FormValues => {
  const values = formValues(entity, record)
  return Object.fromEntries(entity.form.flat().flatMap(name => (entity.fields[name]!.unasked || record[name] === undefined || record[name] === null ? [] : [[name, values[name]]])))
}

/** Who answers for a new record of a type that asks it: whoever makes it. */
const mineOf = ({ fields }: AnyEntity): (readonly [string, string])[] => (fields['responsible']?.to === USER ? [['responsible', LOCAL_ACTOR]] : [])

/** What a record that another shall belong to is linked with itself, as far as the other has such a link: the company of a person, the client of a deal. */
const sharedLinks = (entity: AnyEntity, record: RecordView): (readonly [string, TitledId])[] =>
  Object.entries(entity.fields).flatMap(([name, field]) => {
    const other = field.to === undefined || field.to === USER ? undefined : (record[name] as TitledId | null | undefined)
    return other && visibleEntity(record.type)?.fields[name]?.to === field.to ? [[name, { id: other.id, title: other.title }] as const] : []
  })
