import { ArrowDown, ArrowUp, Eye, EyeOff, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { type AnyEntity, isOwnName, OWN } from '../../../shared/kernel/entity/define.ts'
import { isHideable, OWN_KINDS } from '../../../shared/kernel/entity/effective.ts'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { useRegistry } from '../../kernel/state/registry.ts'
import { fieldWord, manyWord } from '../../kernel/text/words.ts'
import { Button, ButtonLink } from '../../kernel/ui/Button.tsx'
import { Chip } from '../../kernel/ui/Chip.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import ui from '../../kernel/ui/ui.module.css'
import { EditField } from './EditField.tsx'
import { WantedSelect } from './FieldQuestions.tsx'
import { TypeGone } from './TypeGone.tsx'
import css from './customs.module.css'

/** The fields of a type in their order: what users want of each, and their own. */
export const TypePage = () => {
  const { type = '' } = useParams()
  useRegistry()
  const entity = visibleEntity(type)
  return entity ? <Fields entity={entity} /> : <TypeGone />
}

/** What people see, then what they hid; not what the application keeps to itself. */
const namesOf = ({ form, fields }: AnyEntity): string[] => {
  const shown = form.flat()
  return [...shown, ...Object.keys(fields).filter(name => !shown.includes(name) && fields[name]!.isKept && !fields[name]!.isTrashed)]
}

const Fields = ({ entity }: { readonly entity: AnyEntity }) => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  const [edited, setEdited] = useState<string>()
  const { type, fields } = entity
  const names = namesOf(entity)
  const own = entity.form.flat().filter(isOwnName)
  const wordOf = (name: string): string => fieldWord(t, entity, name)
  const act = async (run: () => Promise<{ op: string }>, said: string): Promise<void> => {
    try {
      operations.report((await run()).op, said)
    } catch (error) {
      operations.failed(error)
    }
  }
  const set = (name: string, wishes: { wanted?: 'creation' | 'always' | null; isHidden?: boolean }, said: string): void => void act(() => unwrap(api.customs.setField({ type, field: name, ...wishes })), t(said, { name: wordOf(name) }))
  const move = (name: string, by: -1 | 1): void => {
    const at = own.indexOf(name)
    const turned = own.with(at, own[at + by]!).with(at + by, name)
    void act(() => unwrap(api.customs.arrange({ type, fields: turned })), t('customs.moved', { name: wordOf(name) }))
  }
  const remove = async (name: string): Promise<void> => {
    try {
      const { records } = await unwrap(api.customs.configuration({}))
      const record = records.find(({ type: of, isTrashed, data }) => of === 'customField' && !isTrashed && data['forType'] === type && `${OWN}${String(data['key'])}` === name)
      if (record) operations.report((await unwrap(api.entities.remove({ type: 'customField', id: record.id }))).op, t('customs.fieldDeleted', { name: wordOf(name) }))
    } catch (error) {
      operations.failed(error)
    }
  }
  const columns: TableColumn<string>[] = [
    {
      name: 'label',
      head: t('customs.customField.one'),
      look: 'wide',
      render: name => (
        <span className={css.typeName}>
          <span className={fields[name]!.hidden ? css.off : css.named}>{wordOf(name)}</span>
          {isOwnName(name) && <Chip colour="accent">{t('customs.yours')}</Chip>}
          {fields[name]!.hidden && <Chip colour="neutral">{t('customs.hidden')}</Chip>}
        </span>
      ),
    },
    { name: 'kind', head: t('customs.customField.fields.kind'), look: 'soft', render: name => <KindWord kind={(fields[name]!.of ?? fields[name]!).kind} isMany={fields[name]!.kind === 'list'} /> },
    {
      name: 'wanted',
      head: t('customs.wanted.label'),
      look: 'nowrap',
      render: name =>
        fields[name]!.required ? t('customs.wanted.always')
        : fields[name]!.hidden ? null
        : <WantedSelect label={t('customs.wanted.of', { name: wordOf(name) })} value={fields[name]!.wanted} onChoose={wanted => set(name, { wanted: wanted ?? null }, 'customs.fieldSaved')} />,
    },
    {
      name: 'actions',
      head: t('ui.actions'),
      isHeadHidden: true,
      look: 'end',
      render: name => (
        <span className={css.actions}>
          {isOwnName(name) && !fields[name]!.hidden && (
            <>
              <Button isSmall icon={ArrowUp} disabled={own[0] === name} aria-label={t('customs.moveUp', { name: wordOf(name) })} onClick={() => move(name, -1)}>
                {''}
              </Button>
              <Button isSmall icon={ArrowDown} disabled={own.at(-1) === name} aria-label={t('customs.moveDown', { name: wordOf(name) })} onClick={() => move(name, 1)}>
                {''}
              </Button>
            </>
          )}
          {!fields[name]!.hidden && fields[name]!.kind !== 'tags' && (
            <Button isSmall icon={Pencil} aria-label={`${t('ui.edit')} ${wordOf(name)}`} onClick={() => setEdited(name)}>
              {t('ui.edit')}
            </Button>
          )}
          {isHideable(entity, name) && (
            <Button isSmall icon={fields[name]!.hidden ? Eye : EyeOff} aria-label={`${t(fields[name]!.hidden ? 'customs.show' : 'customs.hide')} ${wordOf(name)}`} onClick={() => set(name, { isHidden: !fields[name]!.hidden }, fields[name]!.hidden ? 'customs.fieldShown' : 'customs.fieldHidden')}>
              {t(fields[name]!.hidden ? 'customs.show' : 'customs.hide')}
            </Button>
          )}
          {isOwnName(name) && !fields[name]!.hidden && (
            <Button isSmall look="danger" icon={Trash2} aria-label={`${t('customs.delete')} ${wordOf(name)}`} onClick={() => void remove(name)}>
              {t('customs.delete')}
            </Button>
          )}
        </span>
      ),
    },
  ]
  return (
    <Page
      title={t('customs.fieldsOf', { many: manyWord(t, entity) })}
      actions={
        <>
          <ButtonLink to={`/${type}`}>{t('customs.openList')}</ButtonLink>
          {entity.own && (
            <ButtonLink icon={Pencil} to={`/reglages/types/${type}/modifier`}>
              {t('customs.changeType')}
            </ButtonLink>
          )}
          <ButtonLink look="filled" icon={Plus} to={`/reglages/types/${type}/champ`}>
            {t('customs.customField.new')}
          </ButtonLink>
        </>
      }
    >
      <div className={ui.block}>
        <Table label={t('customs.fieldsOf', { many: manyWord(t, entity) })} columns={columns} rows={names} keyOf={name => name} />
      </div>
      {edited !== undefined && fields[edited] && <EditField key={edited} entity={entity} name={edited} onClose={() => setEdited(undefined)} />}
    </Page>
  )
}

const KindWord = ({ kind, isMany }: { readonly kind: string; readonly isMany: boolean }) => {
  const { t } = useTranslation()
  const word = OWN_KINDS.some(each => each === kind) ? t(`customs.kinds.${kind}`) : t('customs.otherKind')
  return isMany ? t('customs.severalOf', { kind: word }) : word
}
