import { Plus, Settings2, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { isAttached, isOwnName } from '../../../shared/kernel/entity/define.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { useRegistry } from '../../kernel/state/registry.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { manyWord } from '../../kernel/text/words.ts'
import { Button, ButtonLink } from '../../kernel/ui/Button.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import { useTypeLooks } from '../../kernel/ui/type-looks.ts'
import ui from '../../kernel/ui/ui.module.css'
import css from './customs.module.css'

/** Every type of record, those that come with the application and users' own. */
export const TypesPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const types = useRegistry().filter(entity => !entity.internal && !isAttached(entity))
  const remove = async (entity: AnyEntity): Promise<void> => {
    try {
      const { op } = await unwrap(api.entities.remove({ type: 'customType', id: entity.own!.id }))
      operations.report(op, t('customs.typeDeleted', { name: manyWord(t, entity) }))
    } catch (error) {
      operations.failed(error)
    }
  }
  const columns: TableColumn<AnyEntity>[] = [
    { name: 'type', head: t('customs.customType.one'), look: 'wide', render: entity => <TypeName entity={entity} /> },
    { name: 'fields', head: t('customs.fieldCount'), look: 'end', render: ({ form }) => formatNumber(form.flat().length, language) },
    { name: 'own', head: t('customs.ownCount'), look: 'end', render: ({ fields }) => formatNumber(Object.entries(fields).filter(([name, { hidden }]) => isOwnName(name) && !hidden).length, language) },
    { name: 'origin', head: t('customs.origin'), look: 'nowrap', render: ({ own }) => t(own ? 'customs.yours' : 'customs.shipped') },
    {
      name: 'actions',
      head: t('ui.actions'),
      isHeadHidden: true,
      look: 'end',
      render: entity => (
        <span className={css.actions}>
          <ButtonLink isSmall icon={Settings2} to={`/reglages/types/${entity.type}`} aria-label={`${t('customs.fields')} ${manyWord(t, entity)}`}>
            {t('customs.fields')}
          </ButtonLink>
          {entity.own && (
            <Button isSmall look="danger" icon={Trash2} aria-label={`${t('customs.delete')} ${manyWord(t, entity)}`} onClick={() => void remove(entity)}>
              {t('customs.delete')}
            </Button>
          )}
        </span>
      ),
    },
  ]
  return (
    <Page
      title={t('customs.customType.many')}
      actions={
        <ButtonLink look="filled" icon={Plus} to="/reglages/types/nouveau">
          {t('customs.customType.new')}
        </ButtonLink>
      }
    >
      <div className={ui.block}>
        <Table label={t('customs.customType.many')} columns={columns} rows={types} keyOf={({ type }) => type} />
      </div>
    </Page>
  )
}

const TypeName = ({ entity }: { readonly entity: AnyEntity }) => {
  const { t } = useTranslation()
  const { icon: Icon } = useTypeLooks(entity.type)
  return (
    <span className={css.typeName}>
      <Icon size={16} aria-hidden="true" />
      <Link to={`/reglages/types/${entity.type}`}>{manyWord(t, entity)}</Link>
    </span>
  )
}
