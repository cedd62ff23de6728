import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { Dialog } from '../../kernel/ui/Dialog.tsx'
import { Switch } from '../../kernel/ui/Switch.tsx'
import { useWorkflowActs } from './use-workflows.ts'

interface Props {
  readonly label: string
  readonly workflows: readonly string[]
  readonly isOn: boolean
}

/** Switches workflows on or off; where much has come due before, it asks what shall become of that. */
export const TurnSwitch = ({ label, workflows, isOn }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { does, turn } = useWorkflowActs()
  const [late, setLate] = useState<number>()
  const choose = async (next: boolean): Promise<void> => {
    if (next) {
      const counts = await does(api => Promise.all(workflows.map(async workflow => (await unwrap(api.workflows.overdue({ workflow }))).count)))
      const most = Math.max(0, ...(counts ?? []))
      if (most > 0) return setLate(most)
    }
    await turn(workflows, next)
  }
  const answer = async (isLate: boolean): Promise<void> => {
    setLate(undefined)
    await turn(workflows, true, isLate)
  }
  return (
    <>
      <Switch label={label} isOn={isOn} onTurn={next => void choose(next)} />
      {late !== undefined && (
        <Dialog
          title={label}
          onClose={() => setLate(undefined)}
          actions={
            <>
              <Button onClick={() => void answer(true)}>{t('workflows.late.do', { count: late, number: formatNumber(late, language) })}</Button>
              <Button look="filled" onClick={() => void answer(false)}>
                {t('workflows.late.leave')}
              </Button>
            </>
          }
        >
          <p>{t('workflows.late.ask', { count: late, number: formatNumber(late, language) })}</p>
        </Dialog>
      )}
    </>
  )
}
