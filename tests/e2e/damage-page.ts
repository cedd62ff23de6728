import { databaseIn, overwrite, pagesOf } from '../fixtures/damage.ts'

const [folder = '', where] = process.argv.slice(2)
const pages = await pagesOf(folder, 'doc_records')
overwrite(databaseIn(folder), [where === 'end' ? pages.at(-1)! : pages[2]!])
