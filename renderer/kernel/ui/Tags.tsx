import { useTags } from '../state/value-lists.ts'
import css from './ui.module.css'

/** The tags of a record, in the order in which it was given them; one that lies in the trash is not shown. */
export const Tags = ({ ids }: { readonly ids: readonly string[] }) => {
  const all = useTags()
  const held = ids.flatMap(id => all.find(({ key }) => key === id) ?? [])
  return (
    <span className={css.tags}>
      {held.map(({ key, label, colour }) => (
        <span key={key} className={`${css.tag} ${css[`tint_${colour}`]}`}>
          <span>{label}</span>
        </span>
      ))}
    </span>
  )
}
