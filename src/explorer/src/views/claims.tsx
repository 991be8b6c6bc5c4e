import type { ViewProps } from '.'

export default function View({ selection }: ViewProps) {
  return <p class="message">{selection.statements.length}</p>
}
