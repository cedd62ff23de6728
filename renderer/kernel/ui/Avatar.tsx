import { fileUrl } from '../rpc/files.ts'
import { initialsOf, tintOf } from './tint.ts'
import css from './ui.module.css'

interface Props {
  readonly id: string
  readonly title: string
  /** A thing rather than a person. */
  readonly isSquare?: boolean
  readonly isLarge?: boolean
  /** File of its picture. */
  readonly picture?: string | undefined
}

/** Stands beside a title, which says the same: hidden from readers. */
export const Avatar = ({ id, title, isSquare, isLarge, picture }: Props) => {
  const classes = [css.avatar, css[`tint_${tintOf(id)}`], isSquare && css.square, isLarge && css.large].filter(Boolean).join(' ')
  return picture ? (
    <img className={classes} src={fileUrl(picture)} alt="" />
  ) : (
    <span className={classes} aria-hidden="true">
      {initialsOf(title)}
    </span>
  )
}
