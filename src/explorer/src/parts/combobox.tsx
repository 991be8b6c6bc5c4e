// A field that offers what may be typed into it, for the keyboard and for screen readers (WAI-ARIA's combobox).

import { useId, useRef, useState } from 'preact/hooks'
import { formatNumber, t } from '../i18n'
import type { Option } from './facets'

const SHOWN = 40

interface Props {
  label: string
  /** Asked when the field is entered, since counting takes a moment. */
  list: () => Option[]
  onChoose: (value: string) => void
}

export function Combobox({ label, list, onChoose }: Props) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [options, setOptions] = useState<Option[] | null>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const wanted = fold(typed)
  const found = (options ?? []).filter((option) => fold(option.name).includes(wanted))
  const shown = found.slice(0, SHOWN)
  const close = () => {
    setOptions(null)
    setTyped('')
    setAt(0)
  }
  const choose = (option: Option | undefined) => {
    if (!option) return
    onChoose(option.value)
    close()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (options === null) setOptions(list())
      const step = event.key === 'ArrowDown' ? 1 : -1
      const next = (at + step + shown.length) % Math.max(1, shown.length)
      setAt(options === null ? 0 : next)
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && options !== null) {
      event.preventDefault()
      choose(shown[at])
    } else if (event.key === 'Escape' && options !== null) {
      event.stopPropagation()
      close()
    }
  }
  return (
    <div class="combobox">
      <input
        ref={input}
        type="text"
        role="combobox"
        autocomplete="off"
        aria-label={label}
        aria-expanded={options !== null}
        aria-controls={`${id}-list`}
        aria-activedescendant={options !== null && shown[at] ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        placeholder={label}
        value={typed}
        onFocus={() => setOptions(list())}
        onBlur={close}
        onInput={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
          if (options === null) setOptions(list())
        }}
        onKeyDown={onKeyDown}
      />
      {/* The list scrolls, and would else take the focus from its field and lose it as it closes. */}
      <ul id={`${id}-list`} role="listbox" aria-label={label} hidden={options === null} tabIndex={-1}>
        {options !== null &&
          shown.map((option, place) => (
            <li
              key={option.value}
              id={`${id}-${place}`}
              role="option"
              aria-selected={place === at}
              onMouseDown={(event) => {
                event.preventDefault()
                choose(option)
              }}
            >
              <span dir="auto">{option.name}</span>
              <span class="count">{formatNumber(option.count)}</span>
            </li>
          ))}
        {options !== null && shown.length === 0 && (
          <li role="option" aria-selected="false" aria-disabled="true">
            {t('filter.none')}
          </li>
        )}
        {found.length > shown.length && (
          <li class="more" role="option" aria-selected="false" aria-disabled="true">
            {t('filter.more', { n: found.length - shown.length })}
          </li>
        )}
      </ul>
    </div>
  )
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
