/** Files that tests read as text. */
declare module '*.toml?raw' {
  const text: string;
  export default text;
}
