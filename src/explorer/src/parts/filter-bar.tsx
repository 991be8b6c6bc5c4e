// The one filter of all views: fields to narrow it, chips for what it asks, and how much passes.

import { useEffect, useState } from 'preact/hooks'
import { isFree, LISTS, type Selection } from '../data/filter'
import { type Graph } from '../data/graph'
import { t } from '../i18n'
import { clearFilter, isSettled, route, setFilter } from '../state'
import { Combobox } from './combobox'
import { type Facet, listChosen, listOptions } from './facets'

const SUPPORT = [1, 2, 3, 4]
const TYPING_MS = 350

export function FilterBar({ graph, selection }: { graph: Graph; selection: Selection }) {
  const { filter } = route.value
  const [isShown, setShown] = useState(false)
  const add = (facet: Facet, value: string) => {
    if (!filter[facet].includes(value)) setFilter({ [facet]: [...filter[facet], value] })
  }
  return (
    <section class="filter" aria-label={t('filter.title')} data-shown={isShown || undefined}>
      <div class="filter-summary">
        <button type="button" class="filter-toggle" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {t(isShown ? 'filter.hide' : 'filter.show')}
        </button>
        <output aria-live="polite" data-settled={isSettled.value || undefined}>
          {t('shell.passing', { n: selection.statements.length, all: graph.size })} ·{' '}
          {t('shell.events', { n: selection.events.length })}
        </output>
      </div>
      <div class="filter-fields">
        <Words />
        <DayField name="from" />
        <DayField name="to" />
        {LISTS.map((facet) => (
          <Combobox
            key={facet}
            label={t(`filter.${facet}`)}
            list={() => listOptions(graph, facet, selection.statements)}
            onChoose={(value) => add(facet, value)}
          />
        ))}
        <label class="field">
          <span>{t('filter.support')}</span>
          <select
            value={filter.support}
            onChange={(event) => setFilter({ support: Number(event.currentTarget.value) })}
          >
            <option value={0}>{t('filter.support.any')}</option>
            {SUPPORT.map((n) => (
              <option key={n} value={n}>
                {t('filter.support.at-least', { n })}
              </option>
            ))}
          </select>
        </label>
      </div>
      {!isFree(filter) && (
        <ul class="chips">
          {listChosen(graph, filter).map(({ facet, value, name }) => (
            <li key={`${facet} ${value}`}>
              <button
                type="button"
                class="chip"
                aria-label={t('filter.remove', { name: `${t(`filter.${facet}`)}: ${name}` })}
                onClick={() => setFilter({ [facet]: filter[facet].filter((one) => one !== value) })}
              >
                <span class="chip-facet">{t(`filter.${facet}`)}</span> <span dir="auto">{name}</span>
                <span aria-hidden="true"> ×</span>
              </button>
            </li>
          ))}
          <li>
            <button type="button" class="plain" onClick={clearFilter}>
              {t('filter.clear')}
            </button>
          </li>
        </ul>
      )}
    </section>
  )
}

function DayField({ name }: { name: 'from' | 'to' }) {
  const value = route.value.filter[name] ?? ''
  return (
    <label class="field">
      <span>{t(`filter.${name}`)}</span>
      <input
        type="date"
        value={value}
        onChange={(event) => setFilter({ [name]: event.currentTarget.value || undefined })}
      />
    </label>
  )
}

function Words() {
  const asked = route.value.filter.text
  const [typed, setTyped] = useState(asked)
  useEffect(() => setTyped(asked), [asked])
  useEffect(() => {
    if (typed === asked) return undefined
    const timer = setTimeout(() => setFilter({ text: typed.trim() }), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <label class="field field-words">
      <span>{t('filter.text')}</span>
      <input
        type="search"
        value={typed}
        placeholder={t('filter.text.hint')}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
    </label>
  )
}
