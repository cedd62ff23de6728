import Alert from '@mui/material/Alert'
import FormLabel from '@mui/material/FormLabel'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { typesReached } from '../../../shared/kernel/entity/define.ts'
import { COLOURS } from '../../../shared/kernel/entity/value-list.ts'
import { Editor } from '../../kernel/form/Editor.tsx'
import { FormDialog } from '../../kernel/form/FormDialog.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { useRegistry } from '../../kernel/state/registry.ts'
import { errorText, manyWord } from '../../kernel/text/words.ts'
import ui from '../../kernel/ui/ui.module.css'
import type { TagRow } from './tag-row.ts'
import css from './tags.module.css'

/** Makes a tag, or changes one. */
export const TagDialog = ({ tag, onClose }: { readonly tag: TagRow | undefined; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const id = useId()
  const api = useApi()
  const registry = useRegistry()
  const standing = typesReached({ kind: 'relation' }, registry)
  const operations = useOperations()
  const [name, setName] = useState<string | null>(tag?.name ?? null)
  const [description, setDescription] = useState<string | null>(tag?.description ?? null)
  const [colour, setColour] = useState(tag?.colour ?? COLOURS[0])
  const [types, setTypes] = useState<readonly string[]>(tag?.types?.map(({ value }) => value) ?? [])
  const [failure, setFailure] = useState<string>()
  const save = async (): Promise<void> => {
    setFailure(undefined)
    try {
      const patch = { name, description, colour, types: types.map(value => ({ value })) }
      const { op, record } = await unwrap(api.entities.save({ type: 'tag', ...(tag ? { id: tag.id } : {}), patch }))
      operations.report(op, t(tag ? 'tags.saved' : 'tags.made', { name: record.title }))
      onClose()
    } catch (error) {
      setFailure(errorText(t, error))
    }
  }
  return (
    <FormDialog title={tag ? t('tags.editTitle', { name: tag.title }) : t('tags.tag.new')} conclusion={t('ui.save')} onConclude={save} onClose={onClose}>
      {failure && <Alert severity="error">{failure}</Alert>}
      <div className={css.field}>
        <FormLabel htmlFor={`${id}-name`} required>
          {t('tags.tag.fields.name')}
        </FormLabel>
        <Editor id={`${id}-name`} field={{ kind: 'text' }} value={name} onChange={value => setName(value as string | null)} onBlur={() => {}} isInvalid={failure !== undefined} describedBy={undefined} label={t('tags.tag.fields.name')} />
      </div>
      <fieldset className={css.colours}>
        <legend>{t('tags.tag.fields.colour')}</legend>
        {COLOURS.map(each => (
          <label key={each} className={`${css.colour} ${ui[`tint_${each}`]}`}>
            <input type="radio" name={`${id}-colour`} checked={colour === each} onChange={() => setColour(each)} />
            <span>{t(`tags.colours.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className={css.types}>
        <legend>{t('tags.forWhom')}</legend>
        {registry.filter(({ type }) => standing.includes(type)).map(entity => (
          <label key={entity.type}>
            <input
              type="checkbox"
              checked={types.includes(entity.type)}
              onChange={() => setTypes(old => (old.includes(entity.type) ? old.filter(other => other !== entity.type) : [...old, entity.type]))}
            />
            {manyWord(t, entity)}
          </label>
        ))}
        {types.length === 0 && <p className={css.hint}>{t('tags.forAll')}</p>}
      </fieldset>
      <div className={css.field}>
        <FormLabel htmlFor={`${id}-description`}>{t('tags.tag.fields.description')}</FormLabel>
        <Editor id={`${id}-description`} field={{ kind: 'longText' }} value={description} onChange={value => setDescription(value as string | null)} onBlur={() => {}} isInvalid={false} describedBy={undefined} label={t('tags.tag.fields.description')} />
      </div>
    </FormDialog>
  )
}
