import { describe, expect, it } from 'vitest'
import { type FieldDraft, startAgain } from './templates.ts'

const field = (label: string): FieldDraft => ({ label, kind: 'text' })
const start = (one: string, icon: string, ...labels: string[]) => ({ template: one || 'blank', one, icon, fields: labels.map(field) })
const blank = start('', 'box')
const place = start('Lieu', 'clapperboard', 'Adresse', 'Loyer')
const image = start('Image', 'image', 'Droits')

describe('a type begun from another template', () => {
  it('becomes the other one where nothing was written', () => {
    expect(startAgain(place, place, image)).toEqual(image)
    expect(startAgain(startAgain(blank, blank, place), place, blank)).toEqual(blank)
  })

  it('keeps what was written, there and back', () => {
    const written = { ...blank, one: 'Chantier', fields: [field('Surface')] }
    const other = startAgain(written, blank, place)
    expect(other).toEqual({ ...place, one: 'Chantier', fields: [...place.fields, field('Surface')] })
    expect(startAgain(other, place, blank)).toEqual(written)
  })
})
