// Modules that geography/plugin.ts makes: gzip in base64, of which unpack() makes the documents again.
declare module 'virtual:countries-coarse' {
  const packed: string
  export default packed
}
declare module 'virtual:countries' {
  const packed: string
  export default packed
}
declare module 'virtual:divisions' {
  const packed: string
  export default packed
}
declare module 'virtual:disputed' {
  const packed: string
  export default packed
}
