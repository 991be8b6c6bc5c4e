// A choice that a view keeps in the address; the first option is not written there.

import { t } from '../i18n'
import { go } from '../state'

interface Props<T extends string> {
  /** Before the messages of the name and of each option: `network.layout`, `network.layout.circle`. */
  view: string
  name: string
  value: T
  options: readonly T[]
  first: T
}

export function Choice<T extends string>({ view, name, value, options, first }: Props<T>) {
  return (
    <label class="field">
      <span>{t(`${view}.${name}`)}</span>
      <select value={value} onChange={(event) => go({ own: { [name]: event.currentTarget.value === first ? '' : event.currentTarget.value } })}>
        {options.map((one) => (
          <option key={one} value={one}>
            {t(`${view}.${name}.${one}`)}
          </option>
        ))}
      </select>
    </label>
  )
}
