import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { Select } from '../../kernel/ui/Select.tsx'

interface Props {
  readonly label: string
  readonly type: string
  readonly value: string
  /** What choosing none stands for. */
  readonly empty?: string
  readonly isLabelHidden?: boolean
  readonly onChoose: (id: string) => void
}

const ALL = { view: [], limit: 1_000 }

/** One record of a type of which there are few: a tag, an account. */
export const RecordChoice = ({ label, type, value, empty = '—', isLabelHidden, onChoose }: Props) => {
  const api = useApi()
  const { data = [] } = useQuery({ queryKey: keys.rows(type, ALL), queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type, ...ALL }, { signal }))).rows })
  return <Select label={label} {...(isLabelHidden && { isLabelHidden })} value={value} options={[{ value: '', word: empty }, ...data.map(({ id, title }) => ({ value: id, word: title }))]} onChoose={onChoose} />
}
