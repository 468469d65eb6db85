import { Buffer } from 'node:buffer'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'

const [, learningRate, epochs, trainFile, outputs] = process.argv

const [, ...lines] = readFileSync(trainFile, 'utf8').trim().split('\n')
const rows = lines.map((line) => line.split(',').map(Number))
const means = [0, 1].map((column) => rows.reduce((sum, row) => sum + row[column], 0) / rows.length)

const weights = [0, 0]
let bias = 0
const losses = []
for (let epoch = 1; epoch <= Number(epochs); epoch += 1) {
  const slope = [0, 0]
  let biasSlope = 0
  let loss = 0
  for (const [length, width, label] of rows) {
    const features = [length - means[0], width - means[1]]
    const probability = 1 / (1 + Math.exp(-(weights[0] * features[0] + weights[1] * features[1] + bias)))
    const error = probability - label
    loss -= Math.log(label === 1 ? probability : 1 - probability) / rows.length
    slope[0] += (error * features[0]) / rows.length
    slope[1] += (error * features[1]) / rows.length
    biasSlope += error / rows.length
  }
  weights[0] -= Number(learningRate) * slope[0]
  weights[1] -= Number(learningRate) * slope[1]
  bias -= Number(learningRate) * biasSlope
  losses.push(loss)
  if (epoch % 10 === 0) console.log(`epoch ${epoch}: loss ${loss.toFixed(4)}`)
}

const folder = join(outputs, 'model')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'weights.json'), JSON.stringify({ weights, bias, means }, null, 2))
writeFileSync(join(folder, 'README.md'), '# Model\n\nLogistic regression on petal length and width.\n')

const history = losses.map((loss, index) => `${index + 1},${loss.toFixed(6)}`)
writeFileSync(join(outputs, 'history'), `epoch,loss\n${history.join('\n')}\n`)
writeFileSync(join(outputs, 'loss_curve'), png(480, 270, drawCurve(losses, 480, 270)))

/** Grey grid, blue curve; three bytes for each pixel. */
function drawCurve(values, width, height) {
  const pixels = Buffer.alloc(width * height * 3, 255)
  const paint = (x, y, color) => {
    if (x >= 0 && y >= 0 && x < width && y < height) pixels.set(color, (y * width + x) * 3)
  }
  for (let line = 1; line < 5; line += 1) {
    for (let x = 0; x < width; x += 1) paint(x, Math.round((line * height) / 5), [225, 228, 234])
  }
  const margin = 12
  const highest = Math.max(...values)
  const lowest = Math.min(...values)
  const xOf = (index) => margin + (index * (width - 2 * margin)) / Math.max(values.length - 1, 1)
  const yOf = (value) => margin + ((highest - value) * (height - 2 * margin)) / (highest - lowest || 1)
  for (let index = 1; index < values.length; index += 1) {
    const steps = 4 * Math.ceil(Math.hypot(xOf(1) - xOf(0), yOf(values[index]) - yOf(values[index - 1])))
    for (let step = 0; step <= steps; step += 1) {
      const part = step / steps
      const x = Math.round(xOf(index - 1 + part))
      const y = Math.round(yOf(values[index - 1] + (values[index] - values[index - 1]) * part))
      for (const [dx, dy] of [
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ])
        paint(x + dx, y + dy, [77, 74, 212])
    }
  }
  return pixels
}

/** A PNG file from pixels of three bytes. */
function png(width, height, pixels) {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const scanlines = Array.from({ length: height }, (_, y) =>
    Buffer.concat([Buffer.from([0]), pixels.subarray(y * width * 3, (y + 1) * width * 3)]),
  )
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(scanlines))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  frame.set(body, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}
