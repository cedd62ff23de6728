import { useQueryClient } from '@tanstack/react-query'
import { Merge, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { PlacedList } from '../../../shared/kernel/entity/list-places.ts'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { askedName } from '../../kernel/list/selection.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { countWords } from '../../kernel/text/count-words.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { fieldWord } from '../../kernel/text/words.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { Chip } from '../../kernel/ui/Chip.tsx'
import { Dialog } from '../../kernel/ui/Dialog.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import ui from '../../kernel/ui/ui.module.css'
import { lists, listWord, placesWord, shownValues, type ShownValue, type Uses, useUses, useValueRows } from './list-values.ts'
import { NoSuchPage } from './NoSuchPage.tsx'
import { OrderedRows } from './OrderedRows.tsx'
import { ReplaceDialog } from './ReplaceDialog.tsx'
import css from './settings.module.css'
import { ValueDialog } from './ValueDialog.tsx'

/** The values of one list. */
export const ListPage = ({ name }: { readonly name: string }) => {
  const { t } = useTranslation()
  const placed = lists().find(({ list }) => list.name === name)
  const rows = useValueRows()
  if (!placed) return <NoSuchPage />
  return rows ? <Values placed={placed} values={shownValues(t, placed, rows)} /> : <Page title={listWord(t, placed)}>{null}</Page>
}

interface Need {
  readonly word: string
  readonly places: readonly { readonly id: string; readonly title: string }[]
}

const Values = ({ placed, values }: { readonly placed: PlacedList; readonly values: readonly ShownValue[] }) => {
  const { t } = useTranslation()
  const api = useApi()
  const queries = useQueryClient()
  const operations = useOperations()
  const { list } = placed
  const uses = useUses(list.name) ?? {}
  const [edited, setEdited] = useState<ShownValue | 'new'>()
  const [replaced, setReplaced] = useState<{ value: ShownValue; isDeletion: boolean }>()
  const [needed, setNeeded] = useState<Need>()
  const order = async (asked: readonly string[]): Promise<void> => {
    try {
      const { op } = await unwrap(api.valueLists.order({ list: list.name, keys: [...asked] }))
      await queries.invalidateQueries({ queryKey: keys.type('listValue') })
      operations.report(op, t('valueLists.ordered'))
    } catch (error) {
      operations.failed(error)
    }
  }
  const toggle = async ({ key, word, record, disabled }: ShownValue): Promise<void> => {
    try {
      const patch = { disabled: !disabled }
      const { op } = await unwrap(api.entities.save({ type: 'listValue', ...(record ? { id: record, patch } : { patch: { ...patch, list: list.name, key } }) }))
      operations.report(op, t(disabled ? 'valueLists.enabled' : 'valueLists.turnedOff', { name: word }))
    } catch (error) {
      operations.failed(error)
    }
  }
  const remove = async (value: ShownValue): Promise<void> => {
    if (uses[value.key]) return setReplaced({ value, isDeletion: true })
    try {
      const { op } = await unwrap(api.valueLists.replace({ list: list.name, from: value.key, into: null }))
      operations.report(op, t('valueLists.deleted', { name: value.word }))
    } catch (error) {
      if (error instanceof FailureError && error.failure.code === 'IN_USE') setNeeded({ word: value.word, places: error.failure.params?.['places'] as Need['places'] })
      else operations.failed(error)
    }
  }
  return (
    <Page
      title={listWord(t, placed)}
      beside={<Link to="/reglages/listes">{t('valueLists.all')}</Link>}
      actions={
        list.open && (
          <Button look="filled" icon={Plus} onClick={() => setEdited('new')}>
            {t('valueLists.add')}
          </Button>
        )
      }
    >
      <p className={css.about}>
        {t('valueLists.offeredIn', { places: placesWord(t, placed) })} {t('valueLists.howToOrder')}
      </p>
      <div className={ui.block}>
        <OrderedRows
          label={listWord(t, placed)}
          rows={values}
          keyOf={({ key }) => key}
          nameOf={({ word }) => word}
          onOrder={order}
          renderRow={value => (
            <>
              <span className={css.value}>
                <Chip colour={value.colour}>{value.word}</Chip>
                {value.disabled && <span className={css.off}>{t('valueLists.off')}</span>}
              </span>
              <span className={css.uses}>
                <UseLinks uses={uses[value.key] ?? []} of={value.key} />
              </span>
              <span className={css.actions}>
                <Button isSmall icon={Pencil} aria-label={`${t('ui.edit')} ${value.word}`} onClick={() => setEdited(value)}>
                  {t('ui.edit')}
                </Button>
                <Button isSmall icon={Merge} disabled={values.length < 2} aria-label={`${t('valueLists.merge')} ${value.word}`} onClick={() => setReplaced({ value, isDeletion: false })}>
                  {t('valueLists.merge')}
                </Button>
                <Button isSmall aria-label={`${t(value.disabled ? 'valueLists.enable' : 'valueLists.disable')} ${value.word}`} onClick={() => void toggle(value)}>
                  {t(value.disabled ? 'valueLists.enable' : 'valueLists.disable')}
                </Button>
                <span className={css.last}>
                  {value.isDeclared ? (
                    t('valueLists.declared')
                  ) : (
                    <Button isSmall look="danger" icon={Trash2} aria-label={`${t('valueLists.delete')} ${value.word}`} onClick={() => void remove(value)}>
                      {t('valueLists.delete')}
                    </Button>
                  )}
                </span>
              </span>
            </>
          )}
        />
      </div>
      {edited && <ValueDialog list={list} value={edited === 'new' ? undefined : edited} others={values.filter(value => value !== edited)} onClose={() => setEdited(undefined)} />}
      {replaced && (
        <ReplaceDialog
          list={list.name}
          {...replaced}
          uses={uses[replaced.value.key] ?? []}
          others={values.filter(({ key, disabled }) => key !== replaced.value.key && !disabled)}
          onNeeded={places => setNeeded({ word: replaced.value.word, places })}
          onClose={() => setReplaced(undefined)}
        />
      )}
      {needed && (
        <Dialog title={t('valueLists.isNeeded', { name: needed.word })} onClose={() => setNeeded(undefined)} actions={<Button onClick={() => setNeeded(undefined)}>{t('ui.close')}</Button>}>
          <p>{t('valueLists.isNeededHint')}</p>
          <ul className={css.needs}>
            {needed.places.map(({ id, title }) => (
              <li key={id}>{title}</li>
            ))}
          </ul>
        </Dialog>
      )}
    </Page>
  )
}

/** How many records of each type keep a value; each number leads to them. */
const UseLinks = ({ uses, of }: { readonly uses: Uses[string]; readonly of: string }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  if (uses.length === 0) return <span className={css.nobody}>{t('valueLists.nobody')}</span>
  return uses.map(({ type, field, count }, index) => {
    const entity = visibleEntity(type)!
    const isTwice = uses.filter(use => use.type === type).length > 1
    return (
      <span key={`${type} ${field}`}>
        {index > 0 && ', '}
        <Link to={`/${type}?${askedName(field)}=${encodeURIComponent(of)}`}>
          {countWords(t, entity, count, language)}
          {isTwice && ` (${fieldWord(t, entity, field)})`}
        </Link>
      </span>
    )
  })
}
