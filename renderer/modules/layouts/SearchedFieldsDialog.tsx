import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { isAlwaysSearched, isSearchable } from '../../../shared/kernel/entity/effective.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { fieldWord, manyWord } from '../../kernel/text/words.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { Dialog } from '../../kernel/ui/Dialog.tsx'
import css from './layouts.module.css'

/** By which fields of a type the search finds its records. */
export const SearchedFieldsDialog = ({ entity, onClose }: { readonly entity: AnyEntity; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  const form = useId()
  const names = [...new Set([...entity.form.flat(), ...Object.keys(entity.fields)])].filter(name => isSearchable(entity.fields[name]!))
  const [chosen, setChosen] = useState<readonly string[]>(() => names.filter(name => entity.fields[name]!.search !== undefined))
  const save = async (): Promise<void> => {
    try {
      const { op } = await unwrap(api.customs.setSearched({ type: entity.type, fields: [...chosen] }))
      operations.report(op, t('layouts.searchedSaved', { many: manyWord(t, entity) }))
    } catch (error) {
      operations.failed(error)
    }
    onClose()
  }
  return (
    <Dialog
      title={t('layouts.searchedFields', { many: manyWord(t, entity) })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="filled" type="submit" form={form}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={css.fields}
        onSubmit={event => {
          event.preventDefault()
          void save()
        }}
      >
        <p className={css.hint}>{t('layouts.searchedHint')}</p>
        <fieldset className={css.checks}>
          <legend>{t('layouts.fields')}</legend>
          {names.map(name => (
            <label key={name}>
              <input
                type="checkbox"
                checked={chosen.includes(name)}
                disabled={isAlwaysSearched(entity.fields[name]!)}
                onChange={event => setChosen(event.target.checked ? [...chosen, name] : chosen.filter(other => other !== name))}
              />
              {fieldWord(t, entity, name)}
            </label>
          ))}
        </fieldset>
      </form>
    </Dialog>
  )
}
