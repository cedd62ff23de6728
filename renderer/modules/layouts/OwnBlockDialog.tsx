import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OwnBlock } from '../../../shared/kernel/layout/layout.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { Dialog } from '../../kernel/ui/Dialog.tsx'
import css from './layouts.module.css'

interface Props {
  readonly title: string
  readonly block: OwnBlock
  /** Whether there is enough of it besides its title. */
  readonly isReady: boolean
  readonly placeholder?: string
  readonly finish: (block: OwnBlock) => OwnBlock
  readonly onKeep: (block: OwnBlock) => void
  readonly onRemove: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Gives a block that somebody makes its title and what belongs to it. */
export const OwnBlockDialog = ({ title, block, isReady, placeholder, finish, onKeep, onRemove, onClose, children }: Props) => {
  const { t } = useTranslation()
  const form = useId()
  const [named, setNamed] = useState(block.title)
  const isWhole = isReady && named.trim() !== ''
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          {block.title && (
            <Button look="danger" onClick={onRemove}>
              {t('layouts.removeBlock')}
            </Button>
          )}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="filled" type="submit" form={form} disabled={!isWhole}>
            {t('layouts.keep')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={css.fields}
        onSubmit={event => {
          event.preventDefault()
          if (isWhole) onKeep(finish({ ...block, title: named.trim() }))
        }}
      >
        <label className={css.field}>
          <span className={css.label}>{t('layouts.blockTitle')}</span>
          <input type="text" className={css.input} autoComplete="off" maxLength={80} placeholder={placeholder} value={named} onChange={event => setNamed(event.target.value)} />
        </label>
        {children}
      </form>
    </Dialog>
  )
}
