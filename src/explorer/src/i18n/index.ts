// Words of the pages in the reader's language; each view has a file of its own in every language's folder.

import { computed, signal } from '@preact/signals'

export const LANGUAGES = { en: 'English', uk: 'Українська', fr: 'Français', ar: 'العربية' } as const
export type Language = keyof typeof LANGUAGES

type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>
type Messages = Record<string, Message>

const FILES = import.meta.glob<Messages>('./*/*.json', { eager: true, import: 'default' })
const messages: Record<string, Messages> = {}
for (const [path, found] of Object.entries(FILES)) {
  const [, language = '', view = ''] = /^\.\/(\w+)\/([\w-]+)\.json$/.exec(path) ?? []
  const all = (messages[language] ??= {})
  for (const [key, message] of Object.entries(found)) all[`${view}.${key}`] = message
}

function choose(): Language {
  const kept = recall('language')
  for (const wanted of [kept, ...(globalThis.navigator?.languages ?? [])]) {
    const language = wanted?.split('-')[0]
    if (language && language in LANGUAGES) return language as Language
  }
  return 'en'
}

export const language = signal<Language>(choose())
export const direction = computed(() => (language.value === 'ar' ? 'rtl' : 'ltr'))

/** The language with the reader's own region where the browser names one ("en-GB"), for numbers and dates. */
export const locale = computed(
  () => globalThis.navigator?.languages.find((one) => one.split('-')[0] === language.value) ?? language.value,
)

export function setLanguage(chosen: Language): void {
  language.value = chosen
  remember('language', chosen)
}

/**
 * The message of a key such as "events.count" with {name} filled in; `n` chooses the plural form and is written by
 * locale. What a language lacks is said in English.
 */
export function t(key: string, values: Record<string, string | number> = {}): string {
  const message = messages[language.value]?.[key] ?? messages.en?.[key]
  if (message === undefined) return key
  let text: string
  if (typeof message === 'string') text = message
  else {
    const form = choosePlural(language.value).select(Number(values.n ?? 0))
    text = message[form] ?? message.other ?? key
  }
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    return typeof value === 'number' ? formatNumber(value) : (value ?? whole)
  })
}

/** Whether there is a message of that key. */
export function has(key: string): boolean {
  return messages.en?.[key] !== undefined
}

// Made once each: a list of counts asks for hundreds, and they take longer to make than to use.
const formats = new Map<string, Intl.NumberFormat>()
const plurals = new Map<string, Intl.PluralRules>()

export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  const key = options ? `${locale.value} ${JSON.stringify(options)}` : locale.value
  let format = formats.get(key)
  if (!format) formats.set(key, (format = new Intl.NumberFormat(locale.value, options)))
  return format.format(value)
}

function choosePlural(of: string): Intl.PluralRules {
  let rules = plurals.get(of)
  if (!rules) plurals.set(of, (rules = new Intl.PluralRules(of)))
  return rules
}

/** Names in the order of the language: "a, b and c". */
export function formatList(values: string[]): string {
  return new Intl.ListFormat(language.value, { type: 'conjunction' }).format(values)
}

// A page from disk may be refused storage; then choices last as long as the page.
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`kgbuild.${name}`)
  } catch {
    return null
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`kgbuild.${name}`, value)
  } catch {
    // nothing to do
  }
}
