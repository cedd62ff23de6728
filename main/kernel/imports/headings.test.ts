import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { anyEntity, fieldWordsOf, isImportable } from '../../../shared/kernel/entity/define.ts'
import { contact } from '../../../shared/modules/persons/contact.entity.ts'
import { organisation } from '../../../shared/modules/persons/organisation.entity.ts'
import { registry } from '../../../shared/registry.ts'
import { loadLocales } from '../i18n/locales.ts'
import { type Mapping, parseTarget, suggestMapping, suggestType, targetsOf, uniqueHeaders } from './headings.ts'

const locales = loadLocales(join(import.meta.dirname, '../../../assets/locales'))
const guess = (headers: string, sample: string[][] = []) => suggestType(registry, uniqueHeaders(headers.split(',')), sample, locales)
const mapped = (headers: string, sample?: string[][]): Mapping => guess(headers, sample).mapping

describe('the type of a table', () => {
  it('is never one whose records need what no cell holds', () => {
    for (const headers of ['Texte,Au sujet de,Épinglée', 'Nom,Fichier,Description', 'Note', 'Document']) expect(['note', 'document']).not.toContain(guess(headers).type)
    expect(targetsOf(registry.find(({ type }) => type === 'note')!)).toEqual(['text', 'isPinned'])
  })
})

describe('matching headings', () => {
  it('explains plain English tables whole, whatever their type', () => {
    expect(guess('ref,civility,first_name,last_name,email,phone,mobile,organisation,job_title,street,postcode,city,country,sector,status,birthday,created,notes')).toMatchObject({
      type: 'contact',
      key: ['reference'],
      mapping: {
        ref: 'reference', civility: 'civility', first_name: 'firstName', last_name: 'lastName', email: 'emails', phone: 'phones:work', mobile: 'phones:mobile', organisation: 'organisation',
        job_title: 'jobTitle', street: 'address.street', postcode: 'address.postcode', city: 'address.city', country: 'address.country', sector: 'sector', status: 'status',
        birthday: 'birthday', created: 'since', notes: 'notes',
      },
    })
    expect(guess('name,phone,email,street,postcode,city,country,sector')).toMatchObject({
      type: 'organisation',
      key: ['name'],
      mapping: { name: 'name', phone: 'phones:work', email: 'emails', street: 'billingAddress.street', postcode: 'billingAddress.postcode', city: 'billingAddress.city', country: 'billingAddress.country', sector: 'sector' },
    })
    expect(guess('ref,name,organisation,phase,amount,expected_closing,closing,created')).toMatchObject({
      type: 'opportunity',
      key: ['reference'],
      mapping: { ref: 'reference', name: 'name', organisation: 'organisation', phase: 'phase', amount: 'amount', expected_closing: 'expectedClosing', closing: 'closedOn', created: 'openedOn' },
    })
  })

  it('reads the headings of a French shop', () => {
    expect(mapped('Nom,Prénom,Tél. portable,Tél. fixe,Fax,Téléphone domicile,Mail,Société,Adresse,Adresse 2,CP,Ville,Observations')).toEqual({
      Nom: 'lastName', Prénom: 'firstName', 'Tél. portable': 'phones:mobile', 'Tél. fixe': 'phones:work', Fax: 'phones:workFax', 'Téléphone domicile': 'phones:home', Mail: 'emails',
      Société: 'organisation', Adresse: 'address.street', 'Adresse 2': 'address.extended', CP: 'address.postcode', Ville: 'address.city', Observations: 'notes',
    })
    expect(guess('Code tiers,Raison sociale,Adresse 1,CP,Ville,N° de téléphone,Télécopie,N° SIRET,Code NAF/APE,N° TVA intracommunautaire,Adresse de livraison - Ville')).toMatchObject({
      type: 'organisation',
      mapping: {
        'Code tiers': 'reference', 'Raison sociale': 'name', 'Adresse 1': 'billingAddress.street', 'N° de téléphone': 'phones:work', Télécopie: 'phones:workFax', 'N° SIRET': 'siret',
        'Code NAF/APE': 'nafCode', 'N° TVA intracommunautaire': 'vatNumber', 'Adresse de livraison - Ville': 'shippingAddress.city',
      },
    })
    expect(suggestMapping(anyEntity(organisation), ['Nom', 'Adresse de facturation - Ville', 'Ville (livraison)'], [], locales).mapping).toEqual({
      Nom: 'name', 'Adresse de facturation - Ville': 'billingAddress.city', 'Ville (livraison)': 'shippingAddress.city',
    })
  })

  it('reads an Outlook file, each address in its place', () => {
    const headings = 'Title,First Name,Last Name,Company,Job Title,Business Street,Business Street 2,Business City,Home Street,Home City,Other City,Business Fax,Business Phone,Business Phone 2,Home Phone,Mobile Phone,E-mail Address,E-mail Type,E-mail 2 Address,Web Page'
    expect(mapped(headings)).toEqual({
      Title: 'civility', 'First Name': 'firstName', 'Last Name': 'lastName', Company: 'organisation', 'Job Title': 'jobTitle', 'Business Street': 'address.street', 'Business Street 2': 'address.extended',
      'Business City': 'address.city', 'Home Street': 'otherAddresses.street:home', 'Home City': 'otherAddresses.city:home', 'Other City': 'otherAddresses.city:other', 'Business Fax': 'phones:workFax',
      'Business Phone': 'phones:work', 'Business Phone 2': 'phones:work', 'Home Phone': 'phones:home', 'Mobile Phone': 'phones:mobile', 'E-mail Address': 'emails', 'E-mail Type': null, 'E-mail 2 Address': 'emails', 'Web Page': 'websites',
    })
    expect(mapped('First Name,Last Name,Home Street,Home City')).toMatchObject({ 'Home Street': 'address.street', 'Home City': 'address.city' })
    expect(mapped('Titre,Prénom,Nom,Titre,Rue (bureau),Code postal (domicile),Récepteur de radiomessagerie')).toMatchObject({
      Titre: 'civility', 'Titre (2)': 'jobTitle', 'Rue (bureau)': 'address.street', 'Code postal (domicile)': 'otherAddresses.postcode:home', 'Récepteur de radiomessagerie': 'phones:pager',
    })
  })

  it('reads a Google file', () => {
    expect(mapped('Name,Given Name,Family Name,Name Prefix,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Value,Address 1 - Street,Address 1 - Extended Address,Address 2 - City,Organization 1 - Name,Organization 1 - Title')).toEqual({
      Name: null, 'Given Name': 'firstName', 'Family Name': 'lastName', 'Name Prefix': 'civility', 'E-mail 1 - Type': null, 'E-mail 1 - Value': 'emails', 'Phone 1 - Value': 'phones',
      'Address 1 - Street': 'address.street', 'Address 1 - Extended Address': 'address.extended', 'Address 2 - City': 'otherAddresses.city', 'Organization 1 - Name': 'organisation', 'Organization 1 - Title': 'jobTitle',
    })
  })

  it('takes a lone name of a person as the whole name', () => {
    const mapping = (headers: string[]): Mapping => suggestMapping(anyEntity(contact), headers, [], locales).mapping
    expect(mapping(['Nom', 'E-mail'])).toEqual({ Nom: 'fullName', 'E-mail': 'emails' })
    expect(mapping(['Nom', 'Prénom'])).toEqual({ Nom: 'lastName', Prénom: 'firstName' })
    expect(mapping(['Nom complet', 'Nom de famille', 'Prénom'])).toEqual({ 'Nom complet': null, 'Nom de famille': 'lastName', Prénom: 'firstName' })
    expect(suggestMapping(anyEntity(contact), ['Nom complet'], [], locales).key).toEqual(['lastName', 'firstName'])
  })

  it('looks at the cells where a heading has two meanings, or none', () => {
    expect(mapped('First Name,Last Name,Title', [['Ada', 'Martin', 'Director'], ['Bob', 'Durand', 'Buyer']])).toMatchObject({ Title: 'jobTitle' })
    expect(mapped('First Name,Last Name,Title', [['Ada', 'Martin', 'Mrs'], ['Bob', 'Durand', 'Mr']])).toMatchObject({ Title: 'civility' })
    expect(mapped(',,', [['Ada', 'ada@example.org', '01 02 03 04 05']])).toEqual({ 'Colonne 1': null, 'Colonne 2': 'emails', 'Colonne 3': 'phones' })
  })

  it('forgives a slip of the pen and the ways of programs', () => {
    expect(mapped('FirstName,LAST_NAME,jobTitle,Téléphonne,Comentaires')).toEqual({ FirstName: 'firstName', LAST_NAME: 'lastName', jobTitle: 'jobTitle', Téléphonne: 'phones', Comentaires: 'notes' })
  })

  it('gives one target to one column, lists aside', () => {
    expect(mapped('Nom,Prénom,E-mail,E-mail,Ville,Ville')).toMatchObject({ 'E-mail': 'emails', 'E-mail (2)': 'emails', Ville: 'address.city', 'Ville (2)': null })
  })

  it('finds the addresses of its own exports again', () => {
    expect(mapped('Nom,Prénom,Adresse - Ville,Autres adresses - Ville,Autres adresses (Domicile) - Ville,Autres adresses (Autre) - Rue')).toMatchObject({
      'Adresse - Ville': 'address.city', 'Autres adresses - Ville': 'otherAddresses.city', 'Autres adresses (Domicile) - Ville': 'otherAddresses.city:home', 'Autres adresses (Autre) - Rue': 'otherAddresses.street:other',
    })
    expect(mapped('Name,SIRET,Billing address - City,Shipping address - City')).toMatchObject({ 'Billing address - City': 'billingAddress.city', 'Shipping address - City': 'shippingAddress.city' })
  })

  it('leaves out what it does not know', () => {
    expect(mapped('Nom,Prénom,Newsletter,Dernière visite,Assigned To')).toMatchObject({ Newsletter: null, 'Dernière visite': null, 'Assigned To': null })
  })

  it('finds its own labels again in either language', () => {
    for (const entity of registry.filter(isImportable)) {
      for (const language of ['fr', 'en'] as const) {
        for (const [name, { kind, hidden, unasked }] of Object.entries(entity.fields)) {
          if (hidden || unasked || kind === 'image' || kind === 'file' || kind === 'address' || name === 'otherAddresses') continue
          const label = locales.label(language, `${fieldWordsOf(entity.labels, name)}.${name}`)
          for (const item of entity.fields[name]!.labels ?? []) {
            const column = `${label} (${locales.label(language, `persons.labels.${item}`)})`
            expect(suggestMapping(entity, [column], [], locales).mapping[column], `${entity.type} ${column}`).toBe(`${name}:${item}`)
          }
          const others = Object.hasOwn(entity.fields, 'firstName') && name === 'lastName' ? ['Prénom'] : []
          expect(suggestMapping(entity, [...others, label], [], locales).mapping[label], `${entity.type} ${label}`).toMatch(new RegExp(`^${name}(:work)?$`))
        }
      }
    }
  })
})

describe('targets', () => {
  it('offers every visible place of a type, and each can be read', () => {
    for (const entity of registry) for (const target of targetsOf(entity)) expect(parseTarget(entity, target), `${entity.type} ${target}`).toMatchObject({ target })
    expect(targetsOf(anyEntity(contact))).toEqual(expect.arrayContaining(['fullName', 'phones', 'phones:mobile', 'address.city', 'otherAddresses.city:home', 'organisation']))
    expect(targetsOf(anyEntity(contact))).not.toContain('uid')
  })

  it('refuses what the type does not have', () => {
    for (const target of ['', 'nothing', 'uid', 'picture', 'lastName:work', 'lastName.city', 'address.planet', 'address:home', 'phones:', 'phones:a:b', 'toString', 'phones.city']) expect(parseTarget(anyEntity(contact), target), target).toBeUndefined()
    expect(parseTarget(anyEntity(organisation), 'fullName')).toBeUndefined()
    expect(parseTarget(anyEntity(contact), 'phones:Chalet')).toMatchObject({ label: 'Chalet' })
  })

  it('gives every column a heading of its own', () => {
    expect(uniqueHeaders(['Nom', ' Nom ', 'Nom (2)', '', ''])).toEqual(['Nom', 'Nom (2)', 'Nom (2) (2)', 'Colonne 4', 'Colonne 5'])
  })
})
