import type { TFunction } from 'i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { ENVELOPE_NAMES, templatePaths, type TemplateStep } from '../../../shared/kernel/template/template-paths.ts'
import type { TemplateSummary } from '../../../shared/modules/emails/templates.rpc.ts'
import type { Variable } from '../../kernel/rich-text/variable.ts'
import { fieldWord, oneWord } from '../../kernel/text/words.ts'

/** What a template is called; a shipped one as it came has the words of the application. */
export const templateName = (t: TFunction, { name, key }: Pick<TemplateSummary, 'name' | 'key'>): string => name || (key ? t(`templates.shipped.${key}`) : '')

/** Where a template is edited: a shipped one is known by its key and language. */
export const templateAddress = ({ id, key, language }: Pick<TemplateSummary, 'id' | 'key' | 'language'>): string => (key ? `/reglages/modeles/${key}?langue=${language}` : `/reglages/modeles/${id}`)

const stepWord = (t: TFunction, entity: AnyEntity, { path, isFirst }: TemplateStep): string => {
  const word = (ENVELOPE_NAMES as readonly string[]).includes(path) ? t(`templates.${path}`) : fieldWord(t, entity, path)
  const [head] = path.split('.')
  const whole = head === path ? word : `${fieldWord(t, entity, head!)} (${word.toLowerCase()})`
  return isFirst ? t('templates.firstOf', { field: whole }) : whole
}

/** What a template for records of a type may name, with the words that a person finds it by; `pieces` are what the program brings in. */
export const templateVariables = (t: TFunction, registry: readonly AnyEntity[], type: string, pieces: readonly string[]): Variable[] => {
  const types = new Map(registry.map(entity => [entity.type, entity]))
  const entity = types.get(type)
  if (!entity) return []
  const of = (from: string, root: string, first: string, most = Infinity): Variable[] =>
    templatePaths(registry, from, root)
      .filter(({ steps }) => steps.length <= most && !(most === 1 && ENVELOPE_NAMES.some(name => name === steps[0]!.path)))
      .map(({ path, steps }) => ({ path, words: [first, ...steps.map(step => stepWord(t, types.get(step.type)!, step))] }))
  return [
    ...of(type, type, oneWord(t, entity)),
    ...['signature', ...pieces, 'today'].map(path => ({ path, words: [t(`templates.${path}`)] })),
    ...(types.has('user') ? of('user', 'me', t('templates.me'), 1).filter(({ path }) => path !== 'me.signature') : []),
  ]
}

/** The names by which a shipped template takes what the program makes for it. */
export const piecesOf = (key: string | undefined): readonly string[] => (key === 'survey' ? ['questions'] : [])
