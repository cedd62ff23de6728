import { useQuery } from '@tanstack/react-query'
import { Copy, MailPlus, Plus, RotateCcw, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { TemplateSummary } from '../../../shared/modules/emails/templates.rpc.ts'
import { pathOf, type Variable, variableWord } from '../../kernel/rich-text/variable.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { useRegistry } from '../../kernel/state/registry.ts'
import { oneWord } from '../../kernel/text/words.ts'
import { Button, ButtonLink } from '../../kernel/ui/Button.tsx'
import { Chip } from '../../kernel/ui/Chip.tsx'
import { Dialog } from '../../kernel/ui/Dialog.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import ui from '../../kernel/ui/ui.module.css'
import { templateAddress, templateName, templateVariables } from './template-words.ts'
import css from './templates.module.css'

interface Place {
  readonly type: string
  readonly id: string
  readonly title: string
}

/** The mails that are written in advance: those that come with the application, and one's own. */
export const TemplatesPage = () => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  const registry = useRegistry()
  const [needed, setNeeded] = useState<{ readonly name: string; readonly places: readonly Place[] }>()
  const { data, error, refetch } = useQuery({
    queryKey: keys.rows('emailTemplate', { all: true }),
    queryFn: async ({ signal }) => (await unwrap(api.templates.list({}, { signal }))).templates,
  })
  const nameOf = (template: TemplateSummary): string => `${templateName(t, template)} (${t(`templates.languages.${template.language}`)})`
  const typeWord = (type: string): string => {
    const entity = registry.find(each => each.type === type)
    return entity ? oneWord(t, entity) : type
  }
  const variables = useMemo(() => new Map([...new Set(data?.map(({ forType }) => forType))].map(type => [type, templateVariables(t, registry, type, [])])), [data, registry, t])
  const remove = async (template: TemplateSummary): Promise<void> => {
    const name = templateName(t, template)
    try {
      const { op } = await unwrap(api.entities.remove({ type: 'emailTemplate', id: template.id! }))
      operations.report(op, t(template.key ? 'templates.resetDone' : 'templates.deleted', { name }))
    } catch (failed) {
      if (failed instanceof FailureError && failed.failure.code === 'IN_USE') setNeeded({ name, places: failed.failure.params?.['places'] as readonly Place[] })
      else operations.failed(failed)
    }
  }
  const columns: TableColumn<TemplateSummary>[] = [
    {
      name: 'name',
      head: t('templates.template.fields.name'),
      look: 'name',
      render: template => (
        <Link to={templateAddress(template)} aria-label={t('templates.edit', { name: nameOf(template) })}>
          {templateName(t, template)}
        </Link>
      ),
    },
    { name: 'language', head: t('templates.template.fields.language'), look: 'nowrap', render: ({ language }) => t(`templates.languages.${language}`) },
    { name: 'forType', head: t('templates.speaksOf'), look: 'nowrap', render: ({ forType }) => typeWord(forType) },
    { name: 'subject', head: t('templates.template.fields.subject'), look: 'wide', render: template => <Subject template={template} variables={variables.get(template.forType) ?? []} /> },
    {
      name: 'state',
      head: t('templates.state'),
      look: 'nowrap',
      render: ({ id, key }) => <Chip colour={id ? 'accent' : 'neutral'}>{t(key ? (id ? 'templates.changed' : 'templates.comesWith') : 'templates.own')}</Chip>,
    },
    {
      name: 'actions',
      head: t('ui.actions'),
      isHeadHidden: true,
      look: 'end',
      render: template => {
        const name = nameOf(template)
        return (
          <span className={css.actions}>
            <ButtonLink isSmall icon={Copy} to={`/reglages/modeles/nouveau?copie=${template.key ?? template.id}&langue=${template.language}`} aria-label={`${t('templates.copy')} ${name}`}>
              {t('templates.copy')}
            </ButtonLink>
            {template.id && (
              <Button isSmall look="danger" icon={template.key ? RotateCcw : Trash2} aria-label={`${t(template.key ? 'templates.reset' : 'templates.delete')} ${name}`} onClick={() => void remove(template)}>
                {t(template.key ? 'templates.reset' : 'templates.delete')}
              </Button>
            )}
          </span>
        )
      },
    },
  ]
  return (
    <Page
      title={t('templates.template.many')}
      actions={
        <ButtonLink look="filled" icon={Plus} to="/reglages/modeles/nouveau">
          {t('templates.template.new')}
        </ButtonLink>
      }
    >
      <p className={css.about}>
        <MailPlus size={16} aria-hidden="true" />
        {t('templates.about')}
      </p>
      {error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {data && (
        <div className={ui.block}>
          <Table label={t('templates.template.many')} columns={columns} rows={data} keyOf={({ id, key, language }) => id ?? `${key} ${language}`} />
        </div>
      )}
      {needed && (
        <Dialog title={t('templates.isNeeded', { name: needed.name })} onClose={() => setNeeded(undefined)} actions={<Button onClick={() => setNeeded(undefined)}>{t('ui.close')}</Button>}>
          <p>{t('templates.isNeededHint')}</p>
          <ul className={css.places}>
            {needed.places.map(({ id, type, title }) => (
              <li key={id}>
                {typeWord(type)}
                {t('ui.colon')}
                <b>{title}</b>
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </Page>
  )
}

/** A subject, its variables in words. */
const Subject = ({ template, variables }: { readonly template: TemplateSummary; readonly variables: readonly Variable[] }) => {
  const { t } = useTranslation()
  if (!template.subject) return <span className={css.subject}>{t('templates.noSubject')}</span>
  const wordOf = (expression: string): string => {
    const known = variables.find(({ path }) => path === pathOf(expression))
    return known ? variableWord(known) : expression
  }
  return <span className={css.subject}>{template.subject.split(/\{\{\s*(.*?)\s*\}\}/).map((part, at) => (at % 2 === 0 ? part : <em key={at}>{wordOf(part)}</em>))}</span>
}
