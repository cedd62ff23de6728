import { Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate, useParams, useSearchParams } from 'react-router'
import { type AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { OwnBlock } from '../../../shared/kernel/layout/layout.ts'
import { inboundRelations } from '../../kernel/blocks/relations.ts'
import { useSheet } from '../../kernel/blocks/sheet-block.ts'
import { formLayout, isNeededField } from '../../kernel/layout/form-layout.ts'
import { sheetLayout } from '../../kernel/layout/sheet-layout.ts'
import { fieldWord, manyWord } from '../../kernel/text/words.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { Segments } from '../../kernel/ui/Segments.tsx'
import { Select } from '../../kernel/ui/Select.tsx'
import { ArrangementActions } from './ArrangementActions.tsx'
import { ArrangementEditor } from './ArrangementEditor.tsx'
import { FieldsDialog } from './FieldsDialog.tsx'
import { FormPreview } from './FormPreview.tsx'
import { LayoutsFrame } from './LayoutsFrame.tsx'
import { newBlock, withBlock, withoutBlock } from './own-blocks.ts'
import { Preview } from './Preview.tsx'
import { SheetPreview } from './SheetPreview.tsx'
import { RoleSelect, useArrangedRole } from './RoleSelect.tsx'
import { type Arrangement, useArrangement } from './use-arrangement.ts'
import { useRecordTypes } from './use-record-types.ts'
import css from './layouts.module.css'

/** How the sheets and the forms of a type are arranged, seen on one of its records. */
export const SheetSettings = () => {
  const { type } = useParams()
  const types = useRecordTypes()
  const [params] = useSearchParams()
  const entity = types.find(each => each.type === type)
  if (!entity) return <Navigate to={`/reglages/fiches/${types[0]!.type}`} replace />
  const Settings = params.get('onglet') === 'formulaire' ? FormArrangement : SheetArrangement
  return <Settings key={entity.type} entity={entity} />
}

const SheetArrangement = ({ entity }: { readonly entity: AnyEntity }) => {
  const { t } = useTranslation()
  const sheet = useSheet(entity)
  const [edited, setEdited] = useState<OwnBlock>()
  const arrangement = useArrangement({
    place: 'sheet',
    forType: entity.type,
    role: useArrangedRole(),
    name: t('layouts.named.sheet', { many: manyWord(t, entity) }),
    effective: layout => sheetLayout(entity, sheet, layout),
  })
  const { layout, change } = arrangement
  const ownOf = (name: string): OwnBlock | undefined => layout.own?.find(({ key }) => key === name)
  const inbound = inboundRelations(entity.type)
  const wordOf = (name: string): string => {
    if (name === 'details') return t('ui.details')
    if (name === 'addresses') return t('ui.addresses')
    if (name === 'history') return t('journal.history')
    const linked = inbound.find(({ entity: other, field }) => name === `${other.type}.${field}`)
    if (!linked) return ownOf(name)?.title ?? t(`layouts.blocks.${name}`, { defaultValue: name })
    const isSelf = linked.entity.type === entity.type
    return isSelf ? t(`${entity.labels}.inbound.${linked.field}`, { defaultValue: fieldWord(t, entity, linked.field) }) : manyWord(t, linked.entity)
  }
  return (
    <Arranging entity={entity} tab="sheet" arrangement={arrangement} preview={<Preview entity={entity} render={record => <SheetPreview entity={entity} record={record} layout={layout} />} />}>
      <ArrangementEditor
        layout={layout}
        wordOf={wordOf}
        zoneWord={({ key }) => t(`layouts.zones.${key}`)}
        renderMore={name =>
          ownOf(name) && (
            <Button isSmall look="plain" aria-label={t('layouts.editBlock', { name: ownOf(name)!.title })} onClick={() => setEdited(ownOf(name))}>
              {t('layouts.edit')}
            </Button>
          )
        }
        onChange={change}
      />
      <Button icon={Plus} onClick={() => setEdited(newBlock(layout))}>
        {t('layouts.addFields')}
      </Button>
      {edited && (
        <FieldsDialog
          entity={entity}
          block={edited}
          onKeep={block => {
            change(withBlock(layout, block, 'left'))
            setEdited(undefined)
          }}
          onRemove={() => {
            change(withoutBlock(layout, edited.key))
            setEdited(undefined)
          }}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Arranging>
  )
}

const FormArrangement = ({ entity }: { readonly entity: AnyEntity }) => {
  const { t } = useTranslation()
  const arrangement = useArrangement({
    place: 'form',
    forType: entity.type,
    role: useArrangedRole(),
    name: t('layouts.named.form', { many: manyWord(t, entity) }),
    effective: layout => formLayout(entity, layout),
  })
  const { layout, change } = arrangement
  const { half = [] } = layout
  return (
    <Arranging entity={entity} tab="form" arrangement={arrangement} preview={<Preview entity={entity} render={record => <FormPreview entity={entity} record={record} layout={layout} />} />}>
      <ArrangementEditor
        isFree
        layout={layout}
        wordOf={name => fieldWord(t, entity, name)}
        zoneWord={({ title }) => title || t('layouts.zones.fields')}
        neededWhy={name => (isNeededField(entity, name) ? t('layouts.neededField') : undefined)}
        renderMore={name => (
          <label className={css.half}>
            <input
              type="checkbox"
              checked={half.includes(name)}
              aria-label={t('layouts.halfOf', { name: fieldWord(t, entity, name) })}
              onChange={event => change({ ...layout, half: event.target.checked ? [...half, name] : half.filter(other => other !== name) })}
            />
            {t('layouts.half')}
          </label>
        )}
        onChange={change}
      />
    </Arranging>
  )
}

interface ArrangingProps {
  readonly entity: AnyEntity
  readonly tab: 'sheet' | 'form'
  readonly arrangement: Arrangement
  readonly preview: ReactNode
  readonly children: ReactNode
}

const Arranging = ({ entity, tab, arrangement, preview, children }: ArrangingProps) => {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const role = useArrangedRole()
  const go = (type: string, to: 'sheet' | 'form'): void => {
    const params = new URLSearchParams({ ...(to === 'form' && { onglet: 'formulaire' }), ...(role && { role: role.id }) })
    void navigate({ pathname: `/reglages/fiches/${type}`, search: params.toString() }, { replace: true })
  }
  return (
    <LayoutsFrame page="sheets" actions={<ArrangementActions arrangement={arrangement} />}>
      <div className={css.bar}>
        <Select label={t('layouts.type')} value={entity.type} options={useRecordTypes().map(each => ({ value: each.type, word: manyWord(t, each) }))} onChoose={type => go(type, tab)} />
        <RoleSelect />
        <Segments label={t('layouts.tabs.label')} value={tab} options={(['sheet', 'form'] as const).map(value => ({ value, word: t(`layouts.tabs.${value}`) }))} onChoose={to => go(entity.type, to)} />
      </div>
      {arrangement.isKnown && (
        <div className={css.columns}>
          <div className={css.editor}>{children}</div>
          {preview}
        </div>
      )}
    </LayoutsFrame>
  )
}
