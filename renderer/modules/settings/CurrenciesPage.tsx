import { Coins, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { currencyDecimals } from '../../../shared/kernel/money/currency.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useCurrencies, useRates } from '../../kernel/state/money.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { formatDay, formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Button } from '../../kernel/ui/Button.tsx'
import { Chip } from '../../kernel/ui/Chip.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Select } from '../../kernel/ui/Select.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import { currencyWord } from './currency-word.ts'
import { RateDialog } from './RateDialog.tsx'
import css from './settings.module.css'

type RateRow = ReturnType<typeof useRates>[number]

/** The currencies that amounts may be in, and what each is worth in the others. */
export const CurrenciesPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const { base, active } = useCurrencies()
  const rates = useRates()
  const [isAdding, setAdding] = useState(false)
  const others = active.filter(code => code !== base)
  const choose = async (code: string, as: 'active' | 'inactive' | 'default'): Promise<void> => {
    try {
      const { op } = await unwrap(api.currencies.choose({ code, as }))
      operations.report(op, t(`currencies.chosen.${as}`, { code }))
    } catch (error) {
      operations.failed(error)
    }
  }
  const removeRate = async ({ id, from }: RateRow): Promise<void> => {
    try {
      const { op } = await unwrap(api.entities.remove({ type: 'exchangeRate', id }))
      operations.report(op, t('currencies.rateDeleted', { code: from }))
    } catch (error) {
      operations.failed(error)
    }
  }
  const columns: TableColumn<string>[] = [
    { name: 'code', head: t('currencies.currency.fields.code'), look: 'name', render: code => code },
    { name: 'name', head: t('currencies.name'), look: 'wide', render: code => currencyWord(code, language) },
    { name: 'decimals', head: t('currencies.decimals'), look: 'end', render: currencyDecimals },
    {
      name: 'actions',
      head: t('ui.actions'),
      isHeadHidden: true,
      look: 'end',
      render: code =>
        code === base ? (
          <Chip colour="accent">{t('currencies.isDefault')}</Chip>
        ) : (
          <span className={css.actions}>
            <Button isSmall aria-label={`${t('currencies.makeDefault')} ${code}`} onClick={() => void choose(code, 'default')}>
              {t('currencies.makeDefault')}
            </Button>
            <Button isSmall aria-label={`${t('currencies.remove')} ${code}`} onClick={() => void choose(code, 'inactive')}>
              {t('currencies.remove')}
            </Button>
          </span>
        ),
    },
  ]
  const rateColumns: TableColumn<RateRow>[] = [
    { name: 'rate', head: t('currencies.exchangeRate.fields.rate'), look: 'name', render: ({ from, to, rate }) => t('currencies.rate', { from, to, rate: formatNumber(rate, language) }) },
    { name: 'on', head: t('currencies.exchangeRate.fields.on'), look: 'wide', render: ({ on }) => formatDay(on, language) },
    {
      name: 'actions',
      head: t('ui.actions'),
      isHeadHidden: true,
      look: 'end',
      render: rate => (
        <Button isSmall look="danger" icon={Trash2} aria-label={`${t('currencies.delete')} ${t('currencies.rate', { ...rate, rate: formatNumber(rate.rate, language) })}`} onClick={() => void removeRate(rate)}>
          {t('currencies.delete')}
        </Button>
      ),
    },
  ]
  return (
    <Page title={t('currencies.currency.many')} beside={<Link to="/reglages">{t('ui.settings')}</Link>}>
      <p className={css.about}>{t('currencies.about')}</p>
      <Block icon={Coins} title={t('currencies.inUse')} count={String(active.length)}>
        <Table label={t('currencies.inUse')} columns={columns} rows={active} keyOf={code => code} />
        <AddCurrency active={active} onAdd={code => void choose(code, 'active')} />
      </Block>
      <Block
        title={t('currencies.exchangeRate.many')}
        actions={
          others.length > 0 && (
            <Button isSmall icon={Plus} onClick={() => setAdding(true)}>
              {t('currencies.exchangeRate.new')}
            </Button>
          )
        }
      >
        {rates.length > 0 ? (
          <Table label={t('currencies.exchangeRate.many')} columns={rateColumns} rows={rates.toReversed()} keyOf={({ id }) => id} />
        ) : (
          <p className={css.none}>{t(others.length > 0 ? 'currencies.noRate' : 'currencies.noOther')}</p>
        )}
      </Block>
      {isAdding && <RateDialog base={base} others={others} onClose={() => setAdding(false)} />}
    </Page>
  )
}

const AddCurrency = ({ active, onAdd }: { readonly active: readonly string[]; readonly onAdd: (code: string) => void }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const [code, setCode] = useState('')
  const options = Intl.supportedValuesOf('currency')
    .filter(each => !active.includes(each))
    .map(value => ({ value, word: `${currencyWord(value, language)} (${value})` }))
    .toSorted((a, b) => a.word.localeCompare(b.word, language))
  return (
    <form
      className={css.adding}
      onSubmit={event => {
        event.preventDefault()
        if (code === '') return
        onAdd(code)
        setCode('')
      }}
    >
      <Select label={t('currencies.other')} isLabelHidden value={code} options={[{ value: '', word: t('currencies.other') }, ...options]} onChoose={setCode} />
      <Button type="submit" icon={Plus} disabled={code === ''}>
        {t('currencies.add')}
      </Button>
    </form>
  )
}
