let canvas: CanvasRenderingContext2D | null | undefined

/** Half a pixel for what rounding does. */
const slack = 0.5

/**
 * How many characters of `head` fit into `box` before an ellipsis and `tail`; undefined when all of it does, or when nothing can be
 * measured.
 */
export function fittingHead(box: HTMLElement, head: string, tail: string): number | undefined {
  canvas ??= document.createElement('canvas').getContext('2d')
  if (!canvas) return undefined
  const { font, letterSpacing } = getComputedStyle(box)
  canvas.font = font
  canvas.letterSpacing = letterSpacing === 'normal' ? '0px' : letterSpacing
  const context = canvas
  const width = (text: string) => context.measureText(text).width
  const room = box.clientWidth + slack
  if (room <= slack || width(head + tail) <= room) return undefined
  const characters = Array.from(head)
  let fits = 0
  let tooMany = characters.length
  while (fits + 1 < tooMany) {
    const middle = (fits + tooMany) >> 1
    if (width(`${characters.slice(0, middle).join('')}…${tail}`) <= room) fits = middle
    else tooMany = middle
  }
  return fits
}
