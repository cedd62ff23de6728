import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { Plus, Tag, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { TAGS } from '../../../shared/kernel/entity/value-list.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import { useNewValue } from '../form/use-new-value.ts'
import { askedName } from '../list/selection.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { useOperations } from '../state/operations.ts'
import { showToast } from '../state/toasts.ts'
import { useTags } from '../state/value-lists.ts'
import { errorText } from '../text/words.ts'
import { Button } from '../ui/Button.tsx'
import ui from '../ui/ui.module.css'
import type { SheetProps } from './sheet-block.ts'
import css from './blocks.module.css'

interface Offered {
  readonly key: string
  readonly label: string
}

/** Stands for a tag that is not there yet. */
const NEW = ''

/** The tags of a record: each leads to those that have it too, is taken off with its cross; others are put on while typing. */
export const TagLine = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  const addTag = useNewValue()
  const all = useTags()
  const [isAdding, setAdding] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const ids = (record['tags'] as string[] | null | undefined) ?? []
  const held = ids.flatMap(id => all.find(({ key }) => key === id) ?? [])
  const isOpen = record.trashedAt === null
  const close = (): void => {
    setAdding(false)
    requestAnimationFrame(() => opener.current?.focus())
  }
  const save = async (tags: readonly string[], text: string): Promise<void> => {
    const { op } = await unwrap(api.entities.save({ type: entity.type, id: record.id, patch: { tags }, base: { tags: ids } }))
    operations.report(op, text)
  }
  const attempt = async (act: () => Promise<void>): Promise<boolean> => {
    try {
      await act()
      return true
    } catch (error) {
      showToast(errorText(t, error))
      return false
    }
  }
  const put = ({ key, label }: Offered): Promise<boolean> =>
    attempt(async () => {
      const id = key === NEW ? await addTag(TAGS, label) : key
      await save([...ids, id], t('tags.put', { name: label }))
    })
  if (!isOpen && held.length === 0) return null
  return (
    <div className={css.tags} role="group" aria-label={t('tags.tag.many')}>
      {held.map(({ key, label, colour }) => (
        <span key={key} className={`${ui.tag} ${ui[`tint_${colour}`]}`}>
          <Link to={`/${entity.type}?${askedName('tags')}=${key}`}>{label}</Link>
          {isOpen && (
            <button
              type="button"
              className={css.tagOff}
              aria-label={t('tags.takeOff', { name: label })}
              title={t('tags.takeOff', { name: label })}
              onClick={() => void attempt(() => save(ids.filter(id => id !== key), t('tags.takenOff', { name: label })))}
            >
              <X size={12} aria-hidden="true" />
            </button>
          )}
        </span>
      ))}
      {isOpen &&
        (isAdding ? (
          <TagInput
            options={all.filter(({ key, disabled, types }) => !disabled && !ids.includes(key) && (types.length === 0 || types.includes(entity.type)))}
            taken={all.map(({ label }) => label)}
            onChoose={put}
            onClose={close}
          />
        ) : (
          <Button ref={opener} look="plain" isSmall icon={held.length ? Plus : Tag} onClick={() => setAdding(true)}>
            {t('tags.add')}
          </Button>
        ))}
    </div>
  )
}

interface InputProps {
  readonly options: readonly Offered[]
  /** Names that there are, also of tags that are not offered here. */
  readonly taken: readonly string[]
  /** Answers whether it was put on. */
  readonly onChoose: (tag: Offered) => Promise<boolean>
  readonly onClose: () => void
}

const focusOnce = (input: HTMLInputElement | null): void => input?.focus()

const TagInput = ({ options, taken, onChoose, onClose }: InputProps) => {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  /** What was refused is there again to be mended, unless the next one is being typed. */
  const choose = async (tag: Offered): Promise<void> => {
    if (!(await onChoose(tag))) setTyped(next => next || tag.label)
  }
  const withNew = (found: Offered[]): Offered[] => {
    const name = typed.trim()
    return name && !taken.some(other => fold(other) === fold(name)) ? [...found, { key: NEW, label: name }] : found
  }
  return (
    <Autocomplete<Offered>
      className={css.tagInput}
      size="small"
      options={[...options]}
      value={null}
      open
      autoHighlight
      clearOnBlur={false}
      inputValue={typed}
      onInputChange={(_, text, reason) => reason === 'input' && setTyped(text)}
      onChange={(_, tag) => {
        setTyped('')
        if (tag) void choose(tag)
      }}
      onBlur={onClose}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
      filterOptions={found => withNew(found.filter(({ label }) => fold(label).includes(fold(typed))))}
      getOptionKey={({ key }) => key}
      forcePopupIcon={false}
      noOptionsText={t('tags.typeToMake')}
      renderOption={({ key, ...props }, tag) => (
        <li key={key} {...props}>
          {tag.key === NEW ? (
            <>
              <Plus size={16} aria-hidden="true" />
              &nbsp;{t('form.addValue', { label: tag.label })}
            </>
          ) : (
            tag.label
          )}
        </li>
      )}
      renderInput={params => (
        <TextField {...params} inputRef={focusOnce} placeholder={t('tags.search')} slotProps={{ ...params.slotProps, htmlInput: { ...params.slotProps.htmlInput, 'aria-label': t('tags.add') } }} />
      )}
    />
  )
}
