import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SavedViewView } from '../../../shared/kernel/view/view-schemas.ts'
import { FORMS, TOTALS, type ViewLooks } from '../../../shared/kernel/view/view.ts'
import { columnsOf } from '../list/columns.ts'
import { readAddress } from '../list/selection.ts'
import { entityOf } from '../state/entity-of.ts'
import { isSameLooks, looksOf } from './looks.ts'
import { chooseView, layoutOf, NO_VIEW, withView } from './view-address.ts'

const deal = entityOf('opportunity')!
const PATHS = ['name', 'amount', 'phase', 'createdAt', 'organisation.sector', 'organisation.billingAddress.city', 'relation:involves:subject']

const maybe = <K extends string, T>(key: K, value: fc.Arbitrary<T>): fc.Arbitrary<{ [P in K]?: T }> => fc.option(value, { nil: undefined }).map(found => (found === undefined ? {} : { [key]: found }) as { [P in K]?: T })
const column = (path: string) => fc.tuple(maybe('width', fc.integer({ min: 70, max: 800 })), maybe('total', fc.constantFrom(...TOTALS))).map(([width, total]) => ({ path, ...width, ...total }))
const looks: fc.Arbitrary<ViewLooks> = fc
  .tuple(
    fc.shuffledSubarray(PATHS, { minLength: 1 }).chain(paths => fc.tuple(...paths.map(column))),
    fc.constantFrom(...FORMS),
    maybe('sort', fc.record({ field: fc.constantFrom('name', 'amount', 'organisation.sector', 'createdAt'), dir: fc.constantFrom('asc' as const, 'desc' as const) })),
    maybe('group', fc.constantFrom({ field: 'phase' }, { field: 'organisation.sector' }, { field: 'expectedClosing', unit: 'year' as const }, { field: 'expectedClosing', unit: 'month' as const })),
    maybe('filter', fc.constantFrom('opportunity.open', '0190a0e0-0000-7000-8000-000000000000')),
    maybe('board', fc.constant('phase')),
  )
  .map(([columns, form, sort, group, filter, board]) => ({ columns, form, ...sort, ...group, ...filter, ...board }))

const viewOf = (id: string, kept: ViewLooks, more: Partial<SavedViewView> = {}): SavedViewView => ({ id, name: id, forType: 'opportunity', looks: kept, isShared: false, isDefault: false, roles: [], isUsual: false, owner: 'local', isMine: true, ...more })

describe('the address of a view', () => {
  it('says, once written out, all that the view keeps, and says it again when it is read anew', () => {
    fc.assert(
      fc.property(looks, kept => {
        const views = [viewOf('v', kept)]
        const written = withView(deal, new URLSearchParams('vue=v'), views)
        expect(isSameLooks(deal, looksOf(deal, written, layoutOf(kept)), kept)).toBe(true)
        expect(columnsOf(deal, layoutOf(kept)).map(({ at }) => at.path)).toEqual(kept.columns.map(({ path }) => path))
        expect(withView(deal, new URLSearchParams(written.toString()), views).toString()).toBe(written.toString())
      }),
    )
  })

  it('stays as it is where it says itself how the list looks, and keeps what else it asks', () => {
    const views = [viewOf('v', { columns: [{ path: 'name' }], form: 'board', sort: { field: 'amount', dir: 'desc' } })]
    const own = new URLSearchParams('vue=v&sort=name&f.phase=won')
    expect(withView(deal, own, views)).toBe(own)
    const bare = withView(deal, new URLSearchParams('vue=v&f.phase=won&q=bois'), views)
    expect(Object.fromEntries(bare)).toEqual({ vue: 'v', 'f.phase': 'won', q: 'bois', sort: '-amount', forme: 'tableau' })
  })

  it('without a view is that of the usual one, whose filter narrows nothing that was asked for by itself', () => {
    const mine = viewOf('mine', { columns: [{ path: 'name' }], form: 'table', filter: 'opportunity.open' }, { isUsual: true })
    const shared = viewOf('shared', { columns: [{ path: 'name' }], form: 'cards' }, { isDefault: true, isShared: true })
    const filterOf = (text: string) => readAddress(deal, withView(deal, new URLSearchParams(text), [shared, mine]), '2026-11-20').chosen
    expect(filterOf('')).toEqual({ saved: 'opportunity.open' })
    expect(filterOf('organisation=x')).toEqual({})
    expect(filterOf(`vue=${NO_VIEW}`)).toEqual({})
  })

  it('leaves looks and filter behind when another view is chosen', () => {
    const params = new URLSearchParams('vue=a&cols=name&sort=-name&groupe=phase&forme=tableau&par=phase&filtre=f&q=bois')
    chooseView(params, 'b')
    expect(Object.fromEntries(params)).toEqual({ vue: 'b', q: 'bois' })
  })
})
