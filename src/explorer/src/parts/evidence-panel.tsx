// A statement with the words it rests on, beside every view.

import type { Row } from '../data/documents'
import type { Graph } from '../data/graph'
import { t } from '../i18n'
import { closeEvidence } from '../state'
import { describeChain, describeDeed } from './names'

export function EvidencePanel({ graph, row }: { graph: Graph; row: Row }) {
  return (
    <aside class="evidence">
      <button type="button" onClick={closeEvidence}>
        {t('shell.close')}
      </button>
      <p>{describeChain(graph, row)}</p>
      <p>{describeDeed(graph, row)}</p>
    </aside>
  )
}
