import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../kernel/ui/Button.tsx'

/** Copies a text that helps whoever mends, and says that it did. */
export const CopyDetails = ({ text, isSmall }: { readonly text: string; readonly isSmall?: boolean }) => {
  const { t } = useTranslation()
  const [isCopied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <Button isSmall={isSmall} onClick={() => void copy()}>
      <span aria-live="polite">{t(isCopied ? 'shell.copied' : 'shell.copyDetails')}</span>
    </Button>
  )
}
