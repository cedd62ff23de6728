import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import FormLabel from '@mui/material/FormLabel'
import MenuItem from '@mui/material/MenuItem'
import Select from '@mui/material/Select'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { compileValidator } from '../../../shared/kernel/entity/validate.ts'
import { Editor } from '../form/Editor.tsx'
import { RecordTypeContext } from '../form/record-type.ts'
import { storedValue } from '../form/values.ts'
import { fieldWord, problemText } from '../text/words.ts'
import { Segments } from '../ui/Segments.tsx'
import css from './list.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly title: string
  readonly isBusy: boolean
  readonly onApply: (patch: Record<string, unknown>) => void
  readonly onClose: () => void
}

const TAG_MODES = ['add', 'remove', 'set'] as const
type TagMode = (typeof TAG_MODES)[number]

/** One field and the value that all the ticked records shall have there. */
export const BulkEdit = ({ entity, title, isBusy, onApply, onClose }: Props) => {
  const { t } = useTranslation()
  const names = entity.form.flat().filter(name => !entity.fields[name]!.unasked && !['image', 'file'].includes(entity.fields[name]!.kind))
  const [name, setName] = useState(names.find(each => entity.fields[each]!.kind === 'choice') ?? names[0]!)
  const [value, setValue] = useState<unknown>(null)
  const [mode, setMode] = useState<TagMode>('add')
  const [problem, setProblem] = useState<string>()
  const field = entity.fields[name]!
  const isTags = field.kind === 'tags'
  const apply = (): void => {
    const stored = storedValue(field, value)
    const [wrong] = stored === null ? [] : compileValidator(entity)({ [name]: stored }).filter(each => each.field === name || each.field.startsWith(`${name}.`))
    if (wrong) setProblem(problemText(t, wrong))
    else onApply({ [name]: isTags && mode !== 'set' ? { [mode]: stored ?? [] } : stored })
  }
  return (
    <Dialog open onClose={(_, reason) => reason !== 'backdropClick' && onClose()} fullWidth maxWidth="xs" aria-labelledby="bulk-title">
      <DialogTitle id="bulk-title">{title}</DialogTitle>
      <DialogContent>
        <form
          className={css.bulk}
          onSubmit={event => {
            event.preventDefault()
            apply()
          }}
        >
          <div>
            <FormLabel id="bulk-name">{t('list.field')}</FormLabel>
            <Select
              fullWidth
              labelId="bulk-name"
              value={name}
              IconComponent={ChevronDown}
              onChange={event => {
                setName(event.target.value)
                setValue(null)
                setProblem(undefined)
              }}
            >
              {names.map(each => (
                <MenuItem key={each} value={each}>
                  {fieldWord(t, entity, each)}
                </MenuItem>
              ))}
            </Select>
          </div>
          {isTags && <Segments label={t('tags.bulk.label')} value={mode} options={TAG_MODES.map(each => ({ value: each, word: t(`tags.bulk.${each}`) }))} onChoose={setMode} />}
          <div>
            <FormLabel htmlFor="bulk-value">{t('list.newValue')}</FormLabel>
            <RecordTypeContext value={entity.type}>
              <Editor key={name} id="bulk-value" field={field} value={value} onChange={next => { setValue(next); setProblem(undefined) }} onBlur={() => {}} isInvalid={problem !== undefined} describedBy="bulk-said" label={fieldWord(t, entity, name)} />
            </RecordTypeContext>
            <p id="bulk-said" className={problem ? css.bulkWrong : css.bulkHint} role={problem ? 'alert' : undefined}>
              {problem ?? (storedValue(field, value) === null ? t(isTags && mode !== 'set' ? 'tags.bulk.choose' : 'list.emptiesAll') : t('list.comesBack'))}
            </p>
          </div>
        </form>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
        <Button variant="contained" color="primary" disabled={isBusy || (isTags && mode !== 'set' && storedValue(field, value) === null)} onClick={apply}>
          {isBusy ? t('list.atWork') : t('list.apply')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
