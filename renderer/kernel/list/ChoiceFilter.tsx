import { ChevronDown } from 'lucide-react'
import type { FieldPath } from '../../../shared/kernel/entity/paths.ts'
import { isColoured } from '../state/value-lists.ts'
import { Chip } from '../ui/Chip.tsx'
import { Menu, MenuChoice } from '../ui/Menu.tsx'
import { askedOf, chosenKeys, NO_VALUE } from './quick-filter.ts'
import { keyWord } from './column-word.ts'
import type { Speech } from './speech.ts'
import css from './list.module.css'

interface Props {
  readonly at: FieldPath
  readonly label: string
  readonly text: string
  readonly speech: Speech
  readonly onAsk: (text: string) => void
}

/** Which values a column may have, several at once; a column that holds none to choose from is asked whether it is filled. */
export const ChoiceFilter = ({ at, label, text, speech, onAsk }: Props) => {
  const { t, offered } = speech
  const isPresence = askedOf(at) === 'presence'
  const all = at.leaf.values ? offered(at.leaf.values) : []
  const chosen = isPresence ? (text ? [text] : []) : chosenKeys(text)
  const keys = isPresence ? ['non vide', NO_VALUE] : at.leaf.kind === 'boolean' ? ['true', 'false'] : [...all.map(one => one.key), ...chosen.filter(key => key !== NO_VALUE && !all.some(one => one.key === key)), NO_VALUE]
  const wordOf = (key: string): string => (isPresence && key !== NO_VALUE ? t('list.someValue') : keyWord(at, key, speech))
  const shown = chosen.length ? chosen.map(wordOf).join(', ') : t('list.every')
  const pick = (key: string): void => {
    if (isPresence) return onAsk(chosen.includes(key) ? '' : key)
    onAsk((chosen.includes(key) ? chosen.filter(other => other !== key) : keys.filter(other => other === key || chosen.includes(other))).join(','))
  }
  return (
    <Menu
      name={label}
      className={css.choice}
      aria-label={`${label}${t('ui.colon')}${shown}`}
      data-set={chosen.length > 0 || undefined}
      button={
        <>
          <span>{shown}</span>
          <ChevronDown size={13} aria-hidden="true" />
        </>
      }
    >
      {keys.map(key => {
        const isChosen = chosen.includes(key)
        return (
          <MenuChoice key={key} isChosen={isChosen} onChoose={() => pick(key)}>
            <span className={css.mark} data-on={isChosen || undefined} aria-hidden="true" />
            {key !== NO_VALUE && isColoured(all) ? <Chip colour={all.find(one => one.key === key)?.colour ?? 'neutral'}>{wordOf(key)}</Chip> : wordOf(key)}
          </MenuChoice>
        )
      })}
    </Menu>
  )
}
