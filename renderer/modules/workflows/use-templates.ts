import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'

export interface TemplateChoice {
  /** What a workflow keeps: the key of a shipped one, else the id of the record. */
  readonly value: string
  readonly word: string
  readonly forType: string
  /** Where it is edited. */
  readonly to: string
}

/** The templates that a workflow may send, by their names. */
export const useTemplates = (forType?: string): { readonly templates: readonly TemplateChoice[]; readonly nameOf: (value: string) => string } => {
  const { t } = useTranslation()
  const api = useApi()
  const { data = [] } = useQuery({ queryKey: keys.rows('emailTemplate', { all: true }), queryFn: async ({ signal }) => (await unwrap(api.templates.list({}, { signal }))).templates })
  const all = data
    // A shipped one is sent in the language of the application's own mails.
    .filter(({ key, language }) => key === undefined || language === 'fr')
    .map(({ id, key, name, forType: of }): TemplateChoice => ({ value: key ?? id!, word: name || t(`templates.shipped.${key}`), forType: of, to: key ? `/reglages/modeles/${key}?langue=fr` : `/reglages/modeles/${id}` }))
  return { templates: all.filter(template => forType === undefined || template.forType === forType), nameOf: value => all.find(template => template.value === value)?.word ?? t('workflows.then.noTemplate') }
}
