import { render } from 'preact'
import { App } from './app'
import { showClipped } from './parts/clipped'
import { start } from './state'
import './style/index.css'

render(<App />, document.getElementById('app')!)
showClipped(document)
void start()
