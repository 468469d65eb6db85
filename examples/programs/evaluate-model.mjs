import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [, modelFolder, testFile, outputs] = process.argv

const { weights, bias, means } = JSON.parse(readFileSync(join(modelFolder, 'weights.json'), 'utf8'))
const [, ...lines] = readFileSync(testFile, 'utf8').trim().split('\n')

const confusion = { true_positive: 0, false_positive: 0, true_negative: 0, false_negative: 0 }
for (const line of lines) {
  const [length, width, label] = line.split(',').map(Number)
  const score = weights[0] * (length - means[0]) + weights[1] * (width - means[1]) + bias
  const kind = `${score > 0 === (label === 1) ? 'true' : 'false'}_${score > 0 ? 'positive' : 'negative'}`
  confusion[kind] += 1
}

const accuracy = (confusion.true_positive + confusion.true_negative) / lines.length
const precision = confusion.true_positive / (confusion.true_positive + confusion.false_positive || 1)
const recall = confusion.true_positive / (confusion.true_positive + confusion.false_negative || 1)
const metrics = { rows: lines.length, accuracy, precision, recall, confusion }

console.log(metrics)
writeFileSync(join(outputs, 'metrics'), JSON.stringify(metrics, null, 2))
writeFileSync(join(outputs, 'accuracy'), String(accuracy))
