import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { startTransition, useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { UrlSearchField } from './url-search-field'

/** Keeps the text as the router does: in a transition, later than the key. */
function SlowUrl() {
  const [url, setUrl] = useState('')
  return (
    <>
      <UrlSearchField label="Find" value={url} onChange={(text) => startTransition(() => setUrl(text))} />
      <output>{url}</output>
      <button type="button" onClick={() => setUrl('other')}>
        Elsewhere
      </button>
    </>
  )
}

afterEach(cleanup)

test('every letter stays, however late the URL follows', async () => {
  render(<SlowUrl />)
  await userEvent.type(screen.getByRole('searchbox'), 'sales daily')
  expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('sales daily')
  expect((await screen.findByText('sales daily')).tagName).toBe('OUTPUT')
})

test('left alone it shows what the URL has', async () => {
  render(<SlowUrl />)
  await userEvent.type(screen.getByRole('searchbox'), 'x')
  await userEvent.click(screen.getByRole('button', { name: 'Elsewhere' }))
  expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('other')
})
