import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { newWord } from '../text/words.ts'
import { Failed } from '../ui/Failed.tsx'
import type { FormValues } from './values.ts'
import { RecordForm } from './RecordForm.tsx'
import css from './form.module.css'

/** Changes a record. What is shown stays as it was read when the form opened, whatever others write meanwhile. */
export const EditPage = ({ entity, id }: { readonly entity: AnyEntity; readonly id: string }) => {
  const { t } = useTranslation()
  const api = useApi()
  const [record, setRecord] = useState<RecordView>()
  const [error, setError] = useState<unknown>()
  useEffect(() => {
    const stop = new AbortController()
    unwrap(api.entities.get({ type: entity.type, id }, { signal: stop.signal })).then(
      answer => setRecord(answer.record),
      (reason: unknown) => !stop.signal.aborted && setError(reason),
    )
    return () => stop.abort()
  }, [api, entity, id])
  if (error) return <div className={css.form}><Failed error={error} /></div>
  return record ? <RecordForm key={id} entity={entity} record={record} title={t('ui.editOne', { title: record.title })} /> : null
}

/** Makes a record; relations may come in the address: `?organisation=<id>`. */
export const NewPage = ({ entity }: { readonly entity: AnyEntity }) => {
  const { t } = useTranslation()
  const api = useApi()
  const [params] = useSearchParams()
  const [preset, setPreset] = useState<FormValues>()
  useEffect(() => {
    const stop = new AbortController()
    const given = entity.form.flat().flatMap(name => (entity.fields[name]!.kind === 'relation' && params.get(name) ? [[name, params.get(name)!] as const] : []))
    const read = given.map(async ([name, id]) => {
      const answer = await api.entities.get({ id }, { signal: stop.signal })
      return answer.ok ? [[name, { id, title: answer.value.record.title }] as const] : []
    })
    void Promise.all(read).then(found => !stop.signal.aborted && setPreset(Object.fromEntries(found.flat())))
    return () => stop.abort()
  }, [api, entity, params])
  return preset ? <RecordForm key={entity.type} entity={entity} preset={preset} title={newWord(t, entity)} /> : null
}
