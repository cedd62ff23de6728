import { Search } from 'lucide-react'
import { useTyped } from './use-typed.ts'
import css from './list.module.css'

const PAUSE_MS = 120

interface Props {
  readonly text: string
  readonly label: string
  readonly onChange: (text: string) => void
}

/** Words that the records of a list shall have anywhere. */
export const ListSearch = ({ text, label, onChange }: Props) => {
  const [typed, setTyped] = useTyped(text, PAUSE_MS, onChange)
  return (
    <span className={css.quick}>
      <Search size={14} aria-hidden="true" />
      <input type="search" value={typed} placeholder={label} aria-label={label} data-quick-filter onChange={event => setTyped(event.target.value)} onKeyDown={event => event.key === 'Escape' && setTyped('')} />
    </span>
  )
}
