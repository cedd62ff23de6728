import { Navigate } from 'react-router'
import { type AnyEntity, isAttached } from '../../../shared/kernel/entity/define.ts'
import { useRecord } from '../state/use-record.ts'
import { Failed } from '../ui/Failed.tsx'
import type { TitledId } from '../ui/Value.tsx'
import ui from '../ui/ui.module.css'
import { RecordPage } from './RecordPage.tsx'
import { anchorOf } from './sought.ts'

interface Props {
  readonly entity: AnyEntity
  readonly id: string
}

/** Where a record is read: on a sheet of its own, or on that of the record to which it belongs. */
export const SheetPage = (props: Props) => (isAttached(props.entity) ? <AttachedPage {...props} /> : <RecordPage {...props} />)

const AttachedPage = ({ entity, id }: Props) => {
  const { data, error, refetch } = useRecord(entity.type, id)
  if (error && !data) {
    return (
      <div className={ui.body}>
        <Failed error={error} onRetry={() => void refetch()} />
      </div>
    )
  }
  if (!data) return null
  const subject = data['subject'] as TitledId
  // What was thrown away stands on no sheet.
  if (data.trashedAt !== null || !subject.type) return <RecordPage entity={entity} id={id} />
  return <Navigate to={`/${subject.type}/${subject.id}#${anchorOf(entity.type, id)}`} replace />
}
