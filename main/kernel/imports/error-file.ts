import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Problem } from '../../../shared/kernel/entity/validate.ts'
import type { Language } from '../../../shared/kernel/rpc/schemas.ts'
import type { Locales } from '../i18n/locales.ts'
import type { LineError } from '../jobs/job-table.ts'
import { writeCsv } from './csv/write.ts'
import { placeWord } from './place-word.ts'
import { escapeText } from './vcard/text.ts'

/** The property that says in a card why it was not imported. */
const CARD_ERROR = 'X-CALEPIN-ERROR'

export interface ErrorFileOptions {
  readonly format: 'csv' | 'vcf'
  /** Headings of the table. */
  readonly headers: readonly string[]
  readonly delimiter: string
  readonly entity: AnyEntity
  readonly language: Language
  readonly locales: Locales
}

/** The failed lines as a file of the same format, each with the reasons beside it: mended, it can be imported as it is. */
export const errorFile = (errors: Iterable<LineError>, options: ErrorFileOptions): AsyncIterable<Uint8Array> =>
  options.format === 'csv' ? writeCsv(errorRows(errors, options), { delimiter: options.delimiter, bom: true }) : errorCards(errors, options)

/** Why a line failed, in words. */
const reasonOf = (problems: readonly Problem[], { entity, language, locales }: Pick<ErrorFileOptions, 'entity' | 'language' | 'locales'>): string =>
  problems
    .map(({ field, code, params }) => {
      const name = placeWord(locales, language, entity, field)
      const text = locales.label(language, `problems.${code}`, params)
      return name ? `${name}${language === 'fr' ? '\u00a0' : ''}: ${text}` : text
    })
    .join(' | ')

async function* errorRows(errors: Iterable<LineError>, options: ErrorFileOptions): AsyncGenerator<string[]> {
  const { headers, language, locales } = options
  yield [...headers, locales.label(language, 'imports.errorColumn')]
  for (const { source, problems } of errors) {
    // The reason has its column even where the line has fewer cells, or more, than there are headings.
    const cells = Array.from({ length: Math.max(headers.length, source.length) }, (_, i) => source[i] ?? '')
    yield [...cells, reasonOf(problems, options)]
  }
}

async function* errorCards(errors: Iterable<LineError>, options: ErrorFileOptions): AsyncGenerator<Uint8Array> {
  for (const { source, problems } of errors) {
    const lines = source.filter(line => !line.startsWith(CARD_ERROR))
    const end = lines.findLastIndex(line => /^\s*END\s*:\s*VCARD\s*$/i.test(line))
    const reason = `${CARD_ERROR}:${escapeText(reasonOf(problems, options))}`
    yield Buffer.from([...lines.slice(0, end < 0 ? lines.length : end), reason, 'END:VCARD', ''].join('\r\n'))
  }
}
