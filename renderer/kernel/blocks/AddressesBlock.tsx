import { MapPin } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Address, ListItem } from '../../../shared/kernel/entity/fields.ts'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { addressLines } from '../text/format.ts'
import { fieldWord, labelWord } from '../text/words.ts'
import { Block } from '../ui/Block.tsx'
import { Editable } from './Editable.tsx'
import css from './blocks.module.css'

/** The addresses of a record, wherever its definition puts them. */
export const AddressesBlock = ({ entity, record }: { readonly entity: AnyEntity; readonly record: RecordView }) => {
  const { t } = useTranslation()
  const addresses = entity.form.flat().flatMap(name => {
    const field = entity.fields[name]!
    const value = record[name]
    if (value === undefined || value === null) return []
    if (field.kind === 'address') return [{ key: name, field: name, name: fieldWord(t, entity, name), address: value }]
    if (field.of?.kind !== 'address') return []
    return (value as ListItem<Address>[]).map((item, index) => {
      const label = item.label ?? item.value.label
      return { key: `${name} ${index}`, field: name, name: label ? labelWord(t, label) : fieldWord(t, entity, name), address: item.value }
    })
  })
  if (addresses.length === 0) return null
  return (
    <Block icon={MapPin} title={t('ui.addresses')} count={String(addresses.length)} name={`${entity.type}.addresses`}>
      <ul>
        {addresses.map(({ key, field, name, address }) => (
          <li key={key} className={`${css.line} ${css.addressLine}`}>
            <Editable entity={entity} record={record} name={field}>
              <address className={css.address}>
                {addressLines(address).map(line => (
                  <span key={line}>{line}</span>
                ))}
              </address>
            </Editable>
            <span className={css.tag}>{name}</span>
          </li>
        ))}
      </ul>
    </Block>
  )
}
