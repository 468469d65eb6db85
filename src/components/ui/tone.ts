/** Colours with a meaning; put on an element as `data-tone`, they set `--tone-solid`, `-fg`, `-bg` and `-border` (styles/base.css). */
export type Tone =
  'ok' | 'run' | 'dynamic' | 'fail' | 'retry' | 'wait' | 'timeout' | 'abort' | 'idle' | 'cached' | 'accent'
