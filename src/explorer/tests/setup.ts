// The same cases on every run and machine.
import fc from 'fast-check'

fc.configureGlobal({ seed: 20251122 })
