import { expectAccessible } from './accessible.ts'
import { expect, test, visit } from './host.ts'

test('a questionnaire is made, follows an activity that is done, is filled in, and counts', async ({ window, host }) => {
  const [contact] = await host.create('contact', [{ firstName: 'Anaïs', lastName: 'Lefèvre' }])
  const [activity] = await host.create('activity', [{ kind: 'call', name: 'Appel de suivi', contact, status: 'planned' }])

  await visit(window, host, '/questionnaires')
  await expectAccessible(window)
  await window.getByRole('link', { name: 'Partir d’un exemple' }).click()
  await expect(window.getByRole('textbox', { name: 'Nom' })).toHaveValue('Votre avis après notre visite')
  const last = window.getByRole('group', { name: 'Question 4', exact: true })
  await last.getByRole('textbox', { name: 'Question' }).focus()
  await window.keyboard.press('Alt+ArrowUp')
  await expect(window.getByRole('group', { name: 'Question 3', exact: true }).getByRole('textbox', { name: 'Question' })).toBeFocused()
  await window.getByRole('combobox', { name: 'Genre de question à ajouter' }).selectOption('Nombre')
  await window.getByRole('button', { name: 'Ajouter une question' }).click()
  await expect(window.getByRole('group', { name: 'Question 5', exact: true }).getByRole('textbox', { name: 'Question' })).toBeFocused()
  await window.keyboard.type('Combien de visites par an ?')
  await expect(window.getByRole('spinbutton', { name: 'Combien de visites par an ?' })).toBeVisible()
  await expectAccessible(window)
  await window.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(window.getByRole('heading', { level: 1, name: 'Votre avis après notre visite' })).toBeVisible()

  await visit(window, host, '/reglages/questionnaires')
  await window.getByRole('combobox', { name: 'Questionnaire après : Appel' }).selectOption('Votre avis après notre visite')
  await expect(window.getByRole('combobox', { name: 'Ensuite, après : Appel' })).toBeVisible()
  await expectAccessible(window)

  await visit(window, host, `/activity/${activity}`)
  await window.getByRole('button', { name: /Marquer comme faite/ }).click()
  const block = window.getByRole('region', { name: 'Questionnaires' })
  await block.getByRole('link', { name: /Remplir maintenant/ }).click()
  await expect(window.getByRole('heading', { level: 1, name: 'Votre avis après notre visite' })).toBeVisible()
  await window.getByRole('button', { name: 'Garder les réponses' }).click()
  await expect(window.getByText('Cette réponse est nécessaire.')).toBeVisible()
  await expectAccessible(window)
  await window.getByRole('group', { name: /Êtes-vous satisfait/ }).getByRole('radio', { name: 'Non' }).check()
  await window.getByRole('group', { name: 'Que faut-il améliorer ?' }).getByRole('checkbox', { name: 'Les délais' }).check()
  await window.getByRole('group', { name: /Nous recommanderiez-vous/ }).getByRole('radio', { name: '8', exact: true }).check()
  await window.getByRole('button', { name: 'Garder les réponses' }).click()
  const answers = window.getByRole('region', { name: 'Réponses', exact: true })
  await expect(answers.getByText('Les délais')).toBeVisible()
  await expectAccessible(window)

  await visit(window, host, '/questionnaires')
  await window.getByRole('link', { name: /Résultats/ }).click()
  const improve = window.getByRole('table', { name: 'Que faut-il améliorer ?' })
  await expect(improve.getByRole('row', { name: /Les délais 1 100/ })).toBeVisible()
  await expect(window.getByText('sur une échelle de 0 à 10')).toBeVisible()
  await expectAccessible(window)
  await improve.getByRole('link', { name: 'Les délais' }).click()
  await expect(window.getByRole('gridcell', { name: /Votre avis après notre visite · Anaïs Lefèvre/ })).toBeVisible()
})

test('the page that goes with a questionnaire asks by itself, and makes the reply that is read', async ({ window, host }) => {
  const [contact] = await host.create('contact', [{ firstName: 'Anaïs', lastName: 'Lefèvre', emails: [{ value: 'anais@client.example' }] }])
  await host.create('mailAccount', [{ name: 'Atelier', address: 'contact@atelier.example', isDefault: true }])
  const questions = {
    last: 3,
    sections: [
      {
        title: '',
        questions: [
          { key: 'q1', kind: 'yesNo', label: 'Êtes-vous satisfait ?', required: true },
          { key: 'q2', kind: 'multiple', label: 'Que faut-il améliorer ?', values: [{ key: 'a', label: 'Délai ; suivi' }, { key: 'b', label: 'Prix' }], showIf: { question: 'q1', op: 'is', value: false } },
          { key: 'q3', kind: 'text', label: 'Autre chose ?' },
        ],
      },
    ],
  }
  const [survey] = await host.create('survey', [{ name: 'Votre avis', language: 'fr', intro: 'Deux minutes </script> suffisent.', questions }])
  const { response } = await host.call<{ response: string }>('surveys.ask', { survey, contact })
  const { mail } = await host.call<{ mail: string }>('surveys.send', { response })
  const { record } = await host.call<{ record: { attachments: { value: { file: string } }[]; subject: string } }>('entities.get', { id: mail })
  await visit(window, host, '/')
  const page = await window.evaluate(async file => (await fetch(`/api/files/${file}`)).text(), record.attachments[0]!.value.file)
  // As a mail program opens it: with nothing of ours around it, and no network.
  await window.goto('about:blank')
  await window.context().setOffline(true)
  await window.setContent(page)
  await expect(window.getByText('Deux minutes </script> suffisent.')).toBeVisible()
  await expect(window.getByRole('group', { name: 'Que faut-il améliorer ?' })).toBeHidden()
  await window.getByRole('button', { name: 'Préparer ma réponse' }).click()
  await expect(window.getByText('Cette réponse est nécessaire.')).toBeVisible()
  await window.getByRole('group', { name: /Êtes-vous satisfait/ }).getByRole('radio', { name: 'Non' }).check()
  await window.getByRole('checkbox', { name: 'Délai ; suivi' }).check()
  await window.getByRole('textbox', { name: 'Autre chose ?' }).fill('> Bravo\n\n[q1] oui')
  await window.getByRole('button', { name: 'Préparer ma réponse' }).click()
  const text = await window.locator('#text').inputValue()
  expect(decodeURIComponent((await window.locator('#reply').getAttribute('data-mailto'))!)).toContain('mailto:contact@atelier.example?subject=Re: Votre avis (CQ-')
  await window.context().setOffline(false)
  await host.create('emailMessage', [{ direction: 'in', state: 'received', from: 'anais@client.example', subject: 'Re: Votre avis', text: `Voici.\n\n${text}` }])
  await expect
    .poll(async () => (await host.call<{ record: Record<string, unknown> }>('entities.get', { id: response })).record)
    .toMatchObject({ state: 'answered', channel: 'html', answers: { q1: false, q2: ['a'], q3: '> Bravo\n\n(q1) oui' } })
})
