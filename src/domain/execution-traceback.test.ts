import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseErrorText, shortFile, telltaleFrames } from './execution-traceback'

const flytekit = `[3/3] currentAttempt done. Last Error: USER::
Trace:

    Traceback (most recent call last):
      File "/root/pipelines/features.py", line 6, in helper
        {}["k"]
        ~~^^^^^
    KeyError: 'k'

    The above exception was the direct cause of the following exception:

    Traceback (most recent call last):
      File "/usr/lib/python3.12/site-packages/flytekit/core/base_task.py", line 767, in dispatch_execute
        native_outputs = self.execute(**native_inputs)
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      File "/root/pipelines/features.py", line 14, in train
        model.fit(features)
      File "/usr/lib/python3.12/site-packages/sklearn/utils/validation.py", line 1049, in check_array
    ValueError: Input y contains NaN.
      of 37 rows

Message:

    ValueError: Input y contains NaN.
      of 37 rows`

describe('parseErrorText', () => {
  it('reads what flytekit writes, below what propeller puts before it', () => {
    const parsed = parseErrorText(flytekit)
    expect(parsed.headline).toBe('ValueError: Input y contains NaN.')
    expect(parsed.detail).toBe('of 37 rows')
    expect(parsed.attempt).toEqual({ number: 3, of: 3 })
    expect(parsed.frames.map((frame) => [frame.function, frame.line, frame.own, frame.code])).toEqual([
      ['dispatch_execute', 767, false, 'native_outputs = self.execute(**native_inputs)'],
      ['train', 14, true, 'model.fit(features)'],
      ['check_array', 1049, false, undefined],
    ])
  })

  it.each([
    [
      'Traceback (most recent call last):\n  File "/root/a.py", line 4, in f\n    g()\nValueError: bad row\n',
      'ValueError: bad row',
      1,
    ],
    ['container exceeded 16 Gi, exit code 137', 'container exceeded 16 Gi, exit code 137', 0],
    [
      'Trace:\n\n    Traceback (most recent call last):\n      File "/r/a.py", line 1, in <module>\n    ValueError: Error encountered while executing \'a.f\':\n      bad\n',
      'ValueError: bad',
      1,
    ],
    ['\n\n', '', 0],
    ['Message:\n\n    RuntimeError: no trace', 'RuntimeError: no trace', 0],
    ['Traceback (most recent call last):\n  File "/root/a.py", line 4, in f', '', 1],
    [
      'Trace:\n\n    Traceback (most recent call last):\n      File "/root/a.py", line 4, in f\n        g()\n\nMessage:\n\n    ValueError: bad',
      'ValueError: bad',
      1,
    ],
  ])('%j', (text, headline, frames) => {
    const parsed = parseErrorText(text)
    expect(parsed.headline).toBe(headline)
    expect(parsed.frames).toHaveLength(frames)
  })

  it.each([
    [
      '[e-n0-1] terminated with exit code (1). Reason [Error]. Message: \nChecking\nLine 3: not a number.\n',
      'Line 3: not a number.',
      'Checking\nLine 3: not a number.',
      1,
    ],
    [
      '[1/1] currentAttempt done. Last Error: USER::[e-n0-0] terminated with exit code (137). Reason [OOMKilled]. Message: \n.',
      'exit code 137, OOMKilled',
      '',
      137,
    ],
    [
      '[e] terminated with exit code (2). Reason [Error]. Message: \nTraceback (most recent call last):\n  File "/root/a.py", line 1, in f\nKeyError: 1',
      'KeyError: 1',
      '',
      2,
    ],
    ['[price-check-n0-1] terminated with exit code (1). Reaso', 'exit code 1', '', 1],
  ])('reads what Kubernetes reports of a container: %j', (text, headline, detail, exitCode) => {
    expect(parseErrorText(text)).toMatchObject({ headline, detail, exitCode, isReport: true })
  })

  it('finds the exit code', () => {
    expect(parseErrorText('[primary] terminated with exit code (137). Reason [OOMKilled].').exitCode).toBe(137)
    expect(parseErrorText('exited with code: 2').exitCode).toBe(2)
    expect(parseErrorText('exit strategy 12').exitCode).toBeUndefined()
  })

  it('never fails, and any text that says something has a headline', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseErrorText(text)
        if (/\w/.test(text) && !/Trace|Message/.test(text)) expect(parsed.headline).not.toBe('')
      }),
    )
  })
})

it("shows one's own innermost frames and the library frame that raised", () => {
  const { own, library, others } = telltaleFrames(parseErrorText(flytekit).frames)
  expect(own.map((frame) => frame.function)).toEqual(['train'])
  expect(library?.function).toBe('check_array')
  expect(others).toBe(1)
})

it.each([
  ['/usr/lib/python3.12/site-packages/sklearn/utils/validation.py', 'sklearn/utils/validation.py'],
  ['/root/housing/pipelines.py', 'housing/pipelines.py'],
  ['/srv/a.py', '/srv/a.py'],
])('shortFile(%j)', (file, short) => {
  expect(shortFile(file)).toBe(short)
})
