import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type ModuleDeclaration, MODULES } from '../../../shared/modules/config/modules.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOff } from '../../kernel/state/off.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { Page } from '../../kernel/ui/Page.tsx'
import ui from '../../kernel/ui/ui.module.css'
import css from './settings.module.css'

/** The parts of the application, each with its switch. */
export const ModulesPage = () => {
  const { t } = useTranslation()
  return (
    <Page title={t('modules.title')} beside={<Link to="/reglages">{t('ui.settings')}</Link>}>
      <p className={css.about}>{t('modules.about')}</p>
      <ul className={`${ui.block} ${css.pages}`}>
        {MODULES.map(module => (
          <ModuleLine key={module.name} module={module} />
        ))}
      </ul>
    </Page>
  )
}

const ModuleLine = ({ module: { name, isCore = false } }: { readonly module: ModuleDeclaration }) => {
  const { t } = useTranslation()
  const api = useApi()
  const queries = useQueryClient()
  const operations = useOperations()
  const isSwitchedOn = !useOff().modules.has(name)
  /** What was asked and is not heard of yet. */
  const [asked, setAsked] = useState<boolean>()
  if (asked === isSwitchedOn) setAsked(undefined)
  const isOn = asked ?? isSwitchedOn
  const word = t(`modules.names.${name}`)
  const turn = async (): Promise<void> => {
    if (asked !== undefined) return
    setAsked(!isOn)
    try {
      const { op } = await unwrap(api.modules.turn({ module: name, isOn: !isOn }))
      await queries.invalidateQueries({ queryKey: keys.type('moduleSwitch') })
      operations.report(op, t(isOn ? 'modules.turnedOff' : 'modules.turnedOn', { name: word }))
    } catch (error) {
      setAsked(undefined)
      operations.failed(error)
    }
  }
  return (
    <li>
      <label className={css.module}>
        <span>
          <b>{word}</b>
          <span>
            {t(`modules.hints.${name}`)}
            {isCore && ` ${t('modules.core')}`}
          </span>
        </span>
        <span className={css.state} aria-hidden="true">
          {t(isOn ? 'modules.on' : 'modules.off')}
        </span>
        <button type="button" role="switch" className={css.switch} aria-label={word} aria-checked={isOn} disabled={isCore} onClick={() => void turn()} />
      </label>
    </li>
  )
}
