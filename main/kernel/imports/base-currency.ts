import { currenciesOf, type CurrencyChoice } from '../../../shared/kernel/money/rates.ts'
import type { Db } from '../store/driver.ts'

/** The currency of amounts that name none. */
export const baseCurrency = (db: Db): string => {
  const choices = db.sql('select f_code code, f_isActive isActive, f_isDefault isDefault from currency where st = 0 order by n').all()
  return currenciesOf(choices.map(({ code, isActive, isDefault }): CurrencyChoice => ({ code, isActive: isActive === 1, isDefault: isDefault === 1 }))).base
}
