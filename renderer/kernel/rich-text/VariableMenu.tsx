import { Braces } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fold } from '../../../shared/kernel/text/fold.ts'
import { type Variable, variableWord } from './variable.ts'
import css from './rich-text.module.css'

interface Props {
  readonly variables: readonly Variable[]
  readonly tabIndex?: number
  /** What its button is called, where a page has several. */
  readonly label?: string
  readonly onChoose: (variable: Variable) => void
}

const MOST = 60

/** The variables whose words have all that is typed, the nearest first. */
const foundVariables = (variables: readonly Variable[], typed: string): readonly Variable[] => {
  const asked = fold(typed).split(/\s+/).filter(Boolean)
  return variables.filter(variable => {
    const text = fold(`${variable.words.join(' ')} ${variable.path}`)
    return asked.every(word => text.includes(word))
  })
}

/** A button that opens the variables of a template, found by typing. */
export const VariableMenu = ({ variables, tabIndex, label, onChoose }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [isOpen, setOpen] = useState(false)
  const found = isOpen ? foundVariables(variables, typed) : []
  const shown = found.slice(0, MOST)
  const choose = (variable: Variable | undefined): void => {
    if (!variable) return
    panel.current!.hidePopover()
    onChoose(variable)
  }
  const go = (to: number): void => {
    setAt(to)
    document.getElementById(`${id}-${to}`)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation()
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && shown.length > 0) go((at + step + shown.length) % shown.length)
    else if (event.key === 'Enter') choose(shown[at])
    else return
    event.preventDefault()
  }
  return (
    <>
      <button type="button" tabIndex={tabIndex} className={css.tool} popoverTarget={id} aria-label={label} aria-haspopup="listbox">
        <Braces size={16} aria-hidden="true" />
        {t('richText.variable')}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={t('richText.variables')}
        className={css.panel}
        onBeforeToggle={event => setOpen(event.newState === 'open')}
        onToggle={event => {
          if (event.newState === 'open') event.currentTarget.querySelector('input')!.focus()
          else {
            setTyped('')
            setAt(0)
          }
        }}
      >
        <input
          className={css.input}
          role="combobox"
          aria-label={t('richText.findVariable')}
          placeholder={t('richText.findVariable')}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={shown[at] && `${id}-${at}`}
          autoComplete="off"
          value={typed}
          onChange={event => {
            setTyped(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
        <div id={`${id}-list`} role="listbox" aria-label={t('richText.variables')} className={css.found}>
          {shown.map((variable, index) => (
            <div key={variable.path} id={`${id}-${index}`} role="option" tabIndex={-1} aria-selected={index === at} onClick={() => choose(variable)} onMouseMove={() => index !== at && setAt(index)}>
              <span>{variableWord(variable)}</span>
              <code>{variable.path}</code>
            </div>
          ))}
        </div>
        {found.length === 0 && isOpen && <p className={css.none}>{t('richText.noVariable')}</p>}
        {found.length > MOST && <p className={css.none}>{t('richText.moreVariables', { count: found.length - MOST })}</p>}
      </div>
    </>
  )
}
