import { FileUp, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useOff } from '../kernel/state/off.ts'
import { useRegistry } from '../kernel/state/registry.ts'
import { newWord } from '../kernel/text/words.ts'
import { buttonClass } from '../kernel/ui/Button.tsx'
import { Menu, MenuGroup, MenuLink } from '../kernel/ui/Menu.tsx'
import { makesOf, modulesOn, typeLooks } from './modules.ts'
import css from './shell.module.css'

/** Makes a record of any type; `type` is the one that N makes here. */
export const CreateMenu = ({ type }: { readonly type: string }) => {
  const { t } = useTranslation()
  const off = useOff()
  return (
    <Menu
      name={t('ui.create')}
      isAtEnd
      className={buttonClass({ look: 'filled' })}
      aria-label={t('ui.create')}
      button={
        <>
          <Plus size={16} aria-hidden="true" />
          <span className={css.createWord}>{t('ui.create')}</span>
        </>
      }
    >
      <MenuGroup name={t('shell.parts.records')}>
        {useRegistry().flatMap(entity => {
          const looks = typeLooks.get(entity.type)
          return looks && !entity.internal && !off.types.has(entity.type)
            ? [
                <MenuLink key={entity.type} to={`/${entity.type}/nouveau`} icon={looks.icon} keys={entity.type === type ? 'N' : undefined}>
                  {newWord(t, entity)}
                </MenuLink>,
              ]
            : []
        })}
        {makesOf(modulesOn(off)).map(({ to, label, icon }) => (
          <MenuLink key={to} to={to} icon={icon}>
            {t(label)}
          </MenuLink>
        ))}
      </MenuGroup>
      <MenuGroup name={t('shell.parts.tools')}>
        <MenuLink to="/importer" icon={FileUp}>
          {t('ui.importFile')}
        </MenuLink>
      </MenuGroup>
    </Menu>
  )
}
