import { useQuery } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import { useDeferredValue, useEffect, useState } from 'react'
import { type Control, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { resolvePath } from '../../../shared/kernel/entity/paths.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'
import { reasonsText } from '../text/reasons-text.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import type { TitledId } from '../ui/Value.tsx'
import { type FormValues, storedValue } from './values.ts'
import css from './likely-strip.module.css'

const PAUSE_MS = 250
const MOST = 2

/** The fields by which duplicates of a type are suspected. */
const namesOf = (entity: AnyEntity): string[] => [...new Set((entity.duplicates ?? []).flat().map(path => resolvePath(entity, path)!.name))]

const useRested = <T,>(value: T): T => {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}

interface Props {
  readonly entity: AnyEntity
  /** What is typed, by field. */
  readonly values: FormValues
  /** Takes the record that is there instead; without it, it can be opened. */
  readonly onTake?: (record: TitledId) => void
}

/** Says that what is being typed may be there already; it stands in nobody's way. */
export const LikelyStrip = ({ entity, values, onTake }: Props) => {
  const { t } = useTranslation()
  const api = useApi()
  const [passed, setPassed] = useState<ReadonlySet<string>>(new Set())
  const filled = namesOf(entity).flatMap(name => {
    const value = storedValue(entity.fields[name]!, values[name])
    return value === null ? [] : [[name, value] as const]
  })
  const typed = useRested(JSON.stringify(filled))
  const { data } = useQuery({
    queryKey: keys.rows(entity.type, { likely: typed }),
    queryFn: async ({ signal }) => (await unwrap(api.duplicates.check({ type: entity.type, data: Object.fromEntries(JSON.parse(typed)), limit: MOST }, { signal }))).likely,
    enabled: typed !== '[]',
    placeholderData: old => old,
  })
  const likely = useDeferredValue(typed === '[]' ? [] : (data ?? [])).filter(({ id }) => !passed.has(id))
  return (
    <div role="status" className={css.host}>
      {likely.length > 0 && (
        <ul className={css.strip} data-likely>
          {likely.map(({ id, title, reasons }, index) => (
            <li key={id}>
              <Users size={16} aria-hidden="true" />
              <span className={css.text}>
                <b>{t('merge.strip.maybe', { title: title || t('ui.untitled') })}</b> {t('merge.strip.why', { reasons: reasonsText(t, entity, reasons) })}
              </span>
              {onTake ? (
                <Button isSmall aria-label={t('merge.strip.takeNamed', { title })} onClick={() => onTake({ id, title })}>
                  {t('merge.strip.take')}
                </Button>
              ) : (
                <ButtonLink isSmall to={`/${entity.type}/${id}`} aria-label={t('merge.strip.openNamed', { title })}>
                  {t('merge.strip.open')}
                </ButtonLink>
              )}
              {index === 0 && (
                <Button isSmall look="plain" title={t('merge.strip.continueHint')} onClick={() => setPassed(new Set([...passed, ...likely.map(one => one.id)]))}>
                  {t('merge.strip.continue')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** The same over a form that keeps its values itself. */
export const FormLikelyStrip = ({ entity, control }: { readonly entity: AnyEntity; readonly control: Control<FormValues> }) => {
  const names = namesOf(entity)
  const values = useWatch({ control, name: names })
  return <LikelyStrip entity={entity} values={Object.fromEntries(names.map((name, index) => [name, values[index]]))} />
}
