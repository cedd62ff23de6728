import FormLabel from '@mui/material/FormLabel'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { Editor } from '../../kernel/form/Editor.tsx'
import { FormDialog } from '../../kernel/form/FormDialog.tsx'
import { storedValue } from '../../kernel/form/values.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { reasonsText } from '../../kernel/text/reasons-text.ts'
import { Avatar } from '../../kernel/ui/Avatar.tsx'
import { useTypeLooks } from '../../kernel/ui/type-looks.ts'
import type { TitledId } from '../../kernel/ui/Value.tsx'
import css from './duplicates.module.css'

const MOST = 5

/** Which record is the same: one of those that are like it, or one that is looked for. */
export const MergeWithDialog = ({ entity, record, onClose }: SheetProps & { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  const looks = useTypeLooks(entity.type)
  const [chosen, setChosen] = useState<TitledId | null>(null)
  const { data: likely = [] } = useQuery({
    queryKey: keys.rows(entity.type, { likelyOf: record.id, op: record.op }),
    queryFn: async ({ signal }) => {
      const data = Object.fromEntries(Object.entries(entity.fields).map(([name, field]) => [name, storedValue(field, record[name])]).filter(([, value]) => value !== null))
      return (await unwrap(api.duplicates.check({ type: entity.type, data, limit: MOST + 1 }, { signal }))).likely.filter(({ id }) => id !== record.id)
    },
  })
  const go = (id: string): void => void navigate(`/fusionner/${entity.type}?fiches=${record.id},${id}`)
  return (
    <FormDialog title={t('merge.with.title', { title: record.title })} conclusion={t('merge.with.go')} cannotConclude={chosen === null || chosen.id === record.id} onConclude={() => go(chosen!.id)} onClose={onClose}>
      <p className={css.hint}>{t('merge.with.hint')}</p>
      <div>
        <FormLabel htmlFor="merge-with">{t('merge.with.label')}</FormLabel>
        <Editor
          id="merge-with"
          field={{ kind: 'relation', to: entity.type }}
          value={chosen}
          onChange={value => setChosen(value as TitledId | null)}
          onBlur={() => {}}
          isInvalid={false}
          describedBy={undefined}
          label={t('merge.with.label')}
        />
      </div>
      {likely.length > 0 && (
        <div role="group" aria-label={t('merge.with.suggested')}>
          <p className={css.hint} aria-hidden="true">
            {t('merge.with.suggested')}
          </p>
          <ul>
            {likely.map(({ id, title, reasons }) => (
              <li key={id}>
                <button type="button" className={css.suggested} onClick={() => go(id)}>
                  <Avatar id={id} title={title} isSquare={!looks.isPerson} />
                  <span className={css.what}>
                    <span className={css.titles}>{title}</span>
                    <span className={css.reasons}>{reasonsText(t, entity, reasons)}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </FormDialog>
  )
}
