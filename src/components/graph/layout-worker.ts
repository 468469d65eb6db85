import { type LayoutPlan, placeBoxes } from '../../domain/graph/place-boxes'

// Places boxes off the page's thread: one plan in, its places out.
addEventListener('message', ({ data }: MessageEvent<LayoutPlan>) => {
  const places = placeBoxes(data)
  postMessage(places, { transfer: [places.buffer] })
})
