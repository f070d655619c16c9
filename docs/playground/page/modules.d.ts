/** The worker as one classic script, as text. */
declare module 'playground-worker' {
  const source: string;
  export default source;
}
