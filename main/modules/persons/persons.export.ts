import type { Envelope } from '../../../shared/kernel/entity/define.ts'
import type { FileRef } from '../../../shared/kernel/entity/fields.ts'
import type { FileStore } from '../../kernel/files/file-store.ts'
import type { Locales } from '../../kernel/i18n/locales.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import { type CardContext, ownUid, recordToVcard } from './persons.vcard.ts'

/** The cards of records, pictures included. */
export async function* cardsOf(records: Iterable<Envelope>, reader: Reader, files: FileStore, locales: Locales): AsyncGenerator<Uint8Array> {
  for (const { id, type, data, updatedAt } of records) {
    const context: CardContext = { updatedAt }
    const { organisation, picture, civility } = data
    if (typeof organisation === 'string') context.organisation = reader.titles([organisation]).get(organisation) ?? ''
    if (typeof civility === 'string' && locales.at('fr', `persons.civility.${civility}`) === undefined) {
      const word = reader.db.sql('select f_label label from listValue where k_list = ? and f_key = ?').get('civility', civility)?.label
      if (word) context.civility = word
    }
    if (picture) {
      const { file, mime } = picture as FileRef
      const opened = await files.open(file)
      const pieces: Uint8Array[] = []
      for await (const piece of opened?.bytes ?? []) pieces.push(piece)
      if (opened) context.picture = { mime, bytes: Buffer.concat(pieces) }
    }
    yield Buffer.from(recordToVcard(type, { ...data, uid: data.uid ?? ownUid(id) }, context))
  }
}
