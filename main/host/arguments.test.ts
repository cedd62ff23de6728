import { describe, expect, it } from 'vitest'
import { ownArguments, parseArguments, type Surroundings } from './arguments.ts'

const linux: Surroundings = { platform: 'linux', env: {}, home: '/home/lea', cwd: '/travail' }

describe('the command line of the host', () => {
  it('may be empty: the folders are then those of the system', () => {
    expect(parseArguments([], linux)).toEqual({ window: true, data: '/home/lea/.local/share/calepin', config: '/home/lea/.config/calepin' })
    const xdg = { ...linux, env: { XDG_DATA_HOME: '/donnees', XDG_CONFIG_HOME: '/reglages' } }
    expect(parseArguments([], xdg)).toMatchObject({ data: '/donnees/calepin', config: '/reglages/calepin' })
    expect(parseArguments([], { ...linux, platform: 'darwin' })).toMatchObject({ data: '/home/lea/Library/Application Support/Calepin' })
    expect(parseArguments([], { ...linux, platform: 'win32', env: { APPDATA: '/roaming' } })).toMatchObject({ data: '/roaming/Calepin' })
  })

  it('names folders, port, token and passphrase file, relative to where it was typed', () => {
    const argv = ['--no-window', '--data', 'essai', '--config=/reglages', '--port', '0', '--token', 'jeton', '--passphrase-file', 'secret.txt']
    expect(parseArguments(argv, linux)).toEqual({
      window: false,
      data: '/travail/essai',
      config: '/reglages',
      port: 0,
      token: 'jeton',
      passphraseFile: '/travail/secret.txt',
    })
  })

  it('is refused with what is wrong', () => {
    const wrong = (...argv: string[]): unknown => parseArguments(argv, linux)
    expect(wrong('--sans-fenetre')).toEqual({ wrong: { word: 'unknownArgument', params: { argument: '--sans-fenetre' } } })
    expect(wrong('--constructor')).toMatchObject({ wrong: { word: 'unknownArgument' } })
    expect(wrong('essai')).toEqual({ wrong: { word: 'unknownArgument', params: { argument: 'essai' } } })
    expect(wrong('--', 'essai')).toMatchObject({ wrong: { word: 'unknownArgument' } })
    expect(wrong('-x')).toMatchObject({ wrong: { word: 'unknownArgument', params: { argument: '-x' } } })
    expect(wrong('--data')).toEqual({ wrong: { word: 'missingValue', params: { argument: '--data' } } })
    expect(wrong('--data', '--no-window')).toMatchObject({ wrong: { word: 'missingValue', params: { argument: '--data' } } })
    expect(wrong('--token=')).toMatchObject({ wrong: { word: 'missingValue' } })
    expect(wrong('--no-window=oui')).toMatchObject({ wrong: { word: 'needlessValue' } })
    for (const port of ['65536', '-1', '80.5', 'http', '0x50']) expect(wrong(`--port=${port}`)).toMatchObject({ wrong: { word: 'wrongPort', params: { argument: port } } })
  })

  it('never puts the key beside what it protects', () => {
    for (const config of ['/coffre', '/coffre/reglages', '/coffre/..reglages/../x']) {
      expect(parseArguments(['--data', '/coffre', '--config', config], linux)).toMatchObject({ wrong: { word: 'configInData' } })
    }
    expect(parseArguments(['--data', '/coffre', '--config', '/coffre2'], linux)).toMatchObject({ config: '/coffre2' })
  })

  it('is picked out of that of a desktop program, where Chromium takes some for itself', () => {
    const argv = ['.', '--no-sandbox', '--data', '/coffre', '--lang=fr', '--config=/reglages', '--password-store=basic', '--no-window']
    expect(ownArguments(argv)).toEqual(['--data=/coffre', '--config=/reglages', '--no-window'])
    expect(parseArguments(ownArguments(['--disable-gpu', '--data']), linux)).toMatchObject({ wrong: { word: 'missingValue' } })
    expect(ownArguments(['--constructor', '--toString=x'])).toEqual([])
  })
})
