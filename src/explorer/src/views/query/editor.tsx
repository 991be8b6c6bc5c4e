// SPARQL to write in: Yasqe, without its network, its storage and its reading of the address.

import '@zazuko/yasqe/build/yasqe.min.css'
import type { Yasqe } from '@zazuko/yasqe'
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../../i18n'
import { notify } from '../../state'
import { completeName, type Completion } from './complete'

interface Props {
  /** What stands in it at first, and anew when this changes; what is typed is told to `onChange` alone. */
  text: string
  names: () => readonly string[]
  onChange: (text: string) => void
  onRun: () => void
}

export function Editor({ text, names, onChange, onRun }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const editor = useRef<Yasqe | null>(null)
  const latest = useRef({ onChange, onRun, names, text })
  latest.current = { onChange, onRun, names, text }
  useEffect(() => {
    let isWanted = true
    void open(box.current!, () => latest.current).then(
      (made) => {
        if (isWanted) editor.current = made
        else made.destroy()
      },
      (error: unknown) => notify(error),
    )
    return () => {
      isWanted = false
      editor.current?.destroy()
      editor.current = null
    }
  }, [])
  useEffect(() => {
    const now = editor.current
    if (now && now.getDoc().getValue() !== text) now.getDoc().setValue(text)
  }, [text])
  return <div class="query-editor" ref={box} />
}

type Latest = () => Props

/** What the server puts before every query (`kgbuild.graph.terms`); a query need not declare these. */
const PREFIXES = ['kg', 'action', 'dcterms', 'geo', 'geof', 'nif', 'owl', 'prov', 'rdf', 'rdfs', 'schema', 'sem', 'skos', 'xsd']
const MODE = 'kgbuild-sparql'

interface Mode { startState: () => { prefixes: Record<string, string> } }
interface Modes { getMode: (settings: object, name: string) => Mode; defineMode: (name: string, make: (settings: object) => Mode) => void }

/** SPARQL in which the server's prefixes are known from the beginning. */
function defineMode(modes: Modes): void {
  modes.defineMode(MODE, (settings) => {
    const plain = modes.getMode(settings, 'sparql11')
    const known = () => Object.fromEntries(PREFIXES.map((name) => [name, name]))
    return { ...plain, startState: () => ({ ...plain.startState(), prefixes: known() }) }
  })
}

/** Set by the build: a file has no use for an editor, and leaves it out. */
declare const __FILE__: boolean

async function open(box: HTMLElement, latest: Latest): Promise<Yasqe> {
  if (__FILE__) throw new Error('A file answers no SPARQL.')
  const { Yasqe: Editor } = await import('@zazuko/yasqe')
  // The completers that it brings ask prefix.cc and Linked Open Vocabularies; lists of options are merged item by item.
  Editor.defaults.autocompleters.length = 0
  const run = () => latest().onRun()
  defineMode(Editor as unknown as Modes)
  const settings = {
    value: latest().text,
    mode: MODE,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    prefixCcApi: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: '20rem',
    screenReaderLabel: 'SPARQL',
    // Tab leaves the field, as everywhere on the page.
    extraKeys: { 'Ctrl-Enter': run, 'Cmd-Enter': run, 'Ctrl-S': run, Tab: false, 'Shift-Tab': false, 'Ctrl-Space': (cm: unknown) => hint(cm as Yasqe, latest) },
  }
  const made = new Editor(box, settings as never)
  made.getInputField().setAttribute('aria-label', t('query.editor'))
  made.on('change', (() => {
    latest().onChange(made.getDoc().getValue())
  }) as never)
  made.on('inputRead' as never, ((cm: Yasqe) => hint(cm, latest)) as never)
  return made
}

/** Names of the graph's vocabulary that begin as the word at the cursor does; `made` is the editor that an event tells. */
function hint(made: Yasqe, latest: Latest): void {
  const cursor = made.getDoc().getCursor()
  const found: Completion | null = completeName(made.getDoc().getLine(cursor.line).slice(0, cursor.ch), made.getDoc().getValue(), latest().names())
  if (!found) return
  const from = { line: cursor.line, ch: found.from }
  made.showHint({ completeSingle: false, hint: () => ({ list: found.names.map((name) => ({ text: name, displayText: name })), from, to: cursor }) })
}
