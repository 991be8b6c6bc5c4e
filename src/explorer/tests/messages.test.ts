import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../src/i18n'

const FOLDER = join(import.meta.dirname, '../src/i18n')
type Message = string | Record<string, string>
const read = (language: string, file: string) =>
  JSON.parse(readFileSync(join(FOLDER, language, file), 'utf8')) as Record<string, Message>
const listNames = (message: Message) =>
  [...new Set(Object.values(typeof message === 'string' ? [message] : message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort()

describe.each(Object.keys(LANGUAGES))('messages in %s', (language) => {
  const forms = new Set(new Intl.PluralRules(language).resolvedOptions().pluralCategories)
  for (const file of readdirSync(join(FOLDER, 'en'))) {
    it(`has all of ${file}`, () => {
      const [here, english] = [read(language, file), read('en', file)]
      expect(Object.keys(here).sort()).toEqual(Object.keys(english).sort())
      for (const [key, message] of Object.entries(here)) {
        expect(typeof message, key).toBe(typeof english[key])
        if (typeof message !== 'string') expect(new Set(Object.keys(message)), key).toEqual(forms)
        // A plural form for one or two may do without the number.
        expect(listNames(english[key]!), key).toEqual(expect.arrayContaining(listNames(message)))
        expect(listNames(message), key).toEqual(expect.arrayContaining(listNames(english[key]!).filter((one) => one !== '{n}')))
      }
    })
  }
})
