import Alert from '@mui/material/Alert'
import FormLabel from '@mui/material/FormLabel'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Editor } from '../../kernel/form/Editor.tsx'
import { FormDialog } from '../../kernel/form/FormDialog.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { thisDay } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { errorText } from '../../kernel/text/words.ts'
import { Select } from '../../kernel/ui/Select.tsx'
import { currencyWord } from './currency-word.ts'
import css from './settings.module.css'

interface Props {
  readonly base: string
  readonly others: readonly string[]
  readonly onClose: () => void
}

/** What one unit of a currency is worth in the default one from a day on. */
export const RateDialog = ({ base, others, onClose }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const id = useId()
  const api = useApi()
  const operations = useOperations()
  const [from, setFrom] = useState(others[0]!)
  const [rate, setRate] = useState<unknown>(null)
  const [on, setOn] = useState<unknown>(thisDay())
  const [failure, setFailure] = useState<string>()
  const save = async (): Promise<void> => {
    if (typeof rate !== 'number' || rate <= 0) return setFailure(t('currencies.rateWanted'))
    setFailure(undefined)
    try {
      const { op } = await unwrap(api.entities.save({ type: 'exchangeRate', patch: { from, to: base, on, rate } }))
      operations.report(op, t('currencies.rateSaved', { code: from }))
      onClose()
    } catch (error) {
      setFailure(errorText(t, error))
    }
  }
  const worth = t('currencies.worth', { from, to: base })
  return (
    <FormDialog title={t('currencies.exchangeRate.new')} conclusion={t('ui.save')} onConclude={save} onClose={onClose}>
      {failure && <Alert severity="error">{failure}</Alert>}
      <Select label={t('currencies.currency.one')} value={from} options={others.map(value => ({ value, word: `${currencyWord(value, language)} (${value})` }))} onChoose={setFrom} />
      <div className={css.field}>
        <FormLabel htmlFor={`${id}-rate`} required>
          {worth}
        </FormLabel>
        <Editor id={`${id}-rate`} field={{ kind: 'decimal' }} value={rate} onChange={setRate} onBlur={() => {}} isInvalid={failure !== undefined} describedBy={undefined} label={worth} />
      </div>
      <div className={css.field}>
        <FormLabel htmlFor={`${id}-on`} required>
          {t('currencies.from')}
        </FormLabel>
        <Editor id={`${id}-on`} field={{ kind: 'date' }} value={on} onChange={setOn} onBlur={() => {}} isInvalid={false} describedBy={undefined} label={t('currencies.from')} />
      </div>
    </FormDialog>
  )
}
