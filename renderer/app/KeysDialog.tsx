import Dialog from '@mui/material/Dialog'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import IconButton from '@mui/material/IconButton'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { registry } from '../../shared/registry.ts'
import { manyWord } from '../kernel/text/words.ts'
import { modules } from './modules.ts'
import css from './shell.module.css'

/** Keys by place; a name in capitals of `keyNames` is a word of the keyboard. */
const KEYS = {
  everywhere: [['search', 'Ctrl K'], ['create', 'N'], ['undo', 'Ctrl Z'], ['keys', '?']],
  list: [['quick', '/'], ['filters', 'F'], ['move', '↑ ↓ ← →'], ['ends', 'home', 'end'], ['open', 'enter'], ['editCell', 'F2'], ['select', 'space'], ['extend', 'up'], ['all', 'Ctrl A'], ['trash', 'delete']],
  sheet: [['edit', 'E'], ['beside', 'Alt ← →'], ['trash', 'delete'], ['back', 'escape']],
  form: [['save', 'Ctrl S'], ['cancel', 'escape']],
} as const

/** Every key there is, by the place where it works. */
export const KeysDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const nameOf = (key: string): string => t(`shell.keyNames.${key}`, { defaultValue: key })
  const lists = modules.flatMap(({ types = {} }) => Object.entries(types).flatMap(([type, { letter }]) => (letter ? [{ type, letter }] : [])))
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="keys-title">
      <DialogTitle id="keys-title" className={css.dialogTitle}>
        {t('shell.keysTitle')}
        <IconButton aria-label={t('ui.close')} onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      </DialogTitle>
      <DialogContent className={css.keys}>
        {Object.entries(KEYS).map(([place, keys]) => (
          <section key={place} aria-labelledby={`keys-${place}`}>
            <h2 id={`keys-${place}`}>{t(`shell.keyGroups.${place}`)}</h2>
            <dl>
              {keys.map(([word, ...names]) => (
                <div key={word}>
                  <dt>{t(`shell.keyWords.${word}`)}</dt>
                  <dd>
                    {names.map(name => (
                      <kbd key={name}>{nameOf(name)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
              {place === 'everywhere' &&
                lists.map(({ type, letter }) => (
                  <div key={type}>
                    <dt>
                      {t('shell.keyWords.goTo')}
                      {t('ui.colon')}
                      {manyWord(t, registry.find(entity => entity.type === type)!)}
                    </dt>
                    <dd>
                      <kbd>G</kbd> {t('shell.keyNames.then')} <kbd>{letter.toUpperCase()}</kbd>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </DialogContent>
    </Dialog>
  )
}
