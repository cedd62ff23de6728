import type { Problem } from '../../../shared/kernel/entity/validate.ts'

/** A file found inside an imported line, e.g. the photo of a vCard. */
export interface FoundFile {
  field: string
  name: string
  mime: string
  bytes: Uint8Array
}

/** A relation to the record that a name stands for; `target` says of which kind, and of which type that is. */
export interface NamedRelation {
  target: string
  name: string
}

/** One line of an imported file, read and converted but not yet matched with what is stored. */
export interface Candidate {
  /** Line of the file at which it begins, from 1, headings included. */
  line: number
  type: string
  /** The record that an export of ours wrote this line for, and the field in which it says so. */
  own?: { readonly id: string; readonly field: string }
  /** Values by field, as a record keeps them; a field that the line leaves empty is absent. */
  data: Record<string, unknown>
  /** Relations given by name, by field: `{ organisation: 'Acme' }`. */
  links: Record<string, string>
  /** Records at the other end of relations, given by name. */
  relations?: NamedRelation[]
  /** Choices given by a word that no list knows yet, by field: `{ sector: 'Apiculture' }`. */
  words: Record<string, string[]>
  files: FoundFile[]
  /** What could not be read; one that is not a warning makes the line fail. */
  problems: Problem[]
  /** The line as it stands in the file, for the error file: the cells, or the lines of the card. */
  source: string[]
}
