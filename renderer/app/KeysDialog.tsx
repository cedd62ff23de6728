import { useTranslation } from 'react-i18next'
import { Dialog } from '../kernel/ui/Dialog.tsx'
import { KEYS, partsOf } from '../kernel/ui/keys.ts'
import { entryWord, menuGroups } from './menu-entries.ts'
import { useInfo } from './settings.ts'
import css from './shell.module.css'

/** Every key there is, by the place where it works. */
export const KeysDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const hasLetters = useInfo()?.settings.letterKeys ?? true
  const lists = menuGroups().flatMap(group => group.lists.filter(entry => entry.letter))
  return (
    <Dialog title={t('shell.keysTitle')} onClose={onClose} isWide>
      {!hasLetters && <p className={css.lettersOff}>{t('shell.lettersOff')}</p>}
      <div className={css.keys}>
        {Object.entries(KEYS).map(([place, keys]) => (
          <section key={place} aria-labelledby={`keys-${place}`}>
            <h3 id={`keys-${place}`}>{t(`shell.keyGroups.${place}`)}</h3>
            <dl>
              {Object.entries(keys).map(([word, own]) => (
                <div key={word}>
                  <dt>{t(`shell.keyWords.${word}`)}</dt>
                  <dd>
                    <Keys keys={own} />
                  </dd>
                </div>
              ))}
              {place === 'everywhere' &&
                lists.map(entry => (
                  <div key={entry.to}>
                    <dt>
                      {t('shell.keyWords.goTo')}
                      {t('ui.colon')}
                      {entryWord(t, entry)}
                    </dt>
                    <dd>
                      <kbd>G</kbd> {t('shell.then')} <kbd>{entry.letter!.toUpperCase()}</kbd>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

const Keys = ({ keys }: { readonly keys: readonly string[] }) => {
  const { t } = useTranslation()
  return keys.map(key => (
    <span key={key} className={css.key}>
      {partsOf(key).map(part => (
        <kbd key={part}>{t(`shell.keyNames.${part}`, { defaultValue: part.toUpperCase() })}</kbd>
      ))}
    </span>
  ))
}
