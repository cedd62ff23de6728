import { useTranslation } from 'react-i18next'
import { Select } from '../../kernel/ui/Select.tsx'
import { usePeople } from './use-deals.ts'

/** Whose deals are meant: those of one person, or with an empty text everybody's. */
export const PersonChoice = ({ value, onChoose }: { readonly value: string; readonly onChoose: (id: string) => void }) => {
  const { t } = useTranslation()
  const people = usePeople()
  if (people.length < 2) return null
  return <Select label={t('opportunities.opportunity.fields.responsible')} value={value} options={[{ value: '', word: t('sales.everybody') }, ...people.map(({ id, title }) => ({ value: id, word: title }))]} onChoose={onChoose} />
}
