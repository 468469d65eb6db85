import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { Combobox } from './combobox'

const ALL = ['3f9c1e7', '2b81d04', 'release-11', 'release-10']

function Versions({ onMore }: { readonly onMore?: () => void }) {
  const [selected, setSelected] = useState('2b81d04')
  const [query, setQuery] = useState('')
  return (
    <>
      <Combobox
        label="Version"
        selected={selected}
        text={selected}
        options={ALL.filter((name) => name.includes(query)).map((name) => ({ key: name, content: name }))}
        query={query}
        onQuery={setQuery}
        onPick={({ key }) => setSelected(key)}
        onMore={onMore}
        empty="None"
      />
      <button type="button">After</button>
    </>
  )
}

const field = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Version' })
const names = () => screen.queryAllByRole('option').map((option) => option.textContent)
const activeName = () => document.getElementById(field().getAttribute('aria-activedescendant') ?? '')?.textContent

afterEach(cleanup)

test('an arrow opens it at the chosen one, and Enter takes another', async () => {
  render(<Versions />)
  expect(field().value).toBe('2b81d04')
  expect(field().getAttribute('aria-expanded')).toBe('false')
  await userEvent.tab()
  await userEvent.keyboard('{ArrowDown}')
  expect(field().getAttribute('aria-expanded')).toBe('true')
  expect(activeName()).toBe('2b81d04')
  await userEvent.keyboard('{ArrowDown}')
  expect(activeName()).toBe('release-11')
  await userEvent.keyboard('{Enter}')
  expect(field().value).toBe('release-11')
  expect(names()).toEqual([])
})

test('typing searches from the first letter on', async () => {
  render(<Versions />)
  await userEvent.tab()
  await userEvent.keyboard('release-10')
  expect(field().value).toBe('release-10')
  expect(names()).toEqual(['release-10'])
  await userEvent.keyboard('{Enter}')
  expect(field().value).toBe('release-10')
})

test('what is not there is said', async () => {
  render(<Versions />)
  await userEvent.tab()
  await userEvent.keyboard('xyz')
  expect(screen.getByText('None')).toBeTruthy()
  expect(field().getAttribute('aria-activedescendant')).toBeNull()
})

test.each(['{Escape}', '{Alt>}{ArrowUp}{/Alt}', '{Tab}'])('%s leaves the chosen one', async (key) => {
  render(<Versions />)
  await userEvent.tab()
  await userEvent.keyboard('{ArrowDown}rel')
  await userEvent.keyboard(key)
  expect(names()).toEqual([])
  expect(field().value).toBe('2b81d04')
})

test('more is loaded from the list, which stays open', async () => {
  let asked = 0
  render(<Versions onMore={() => asked++} />)
  await userEvent.tab()
  await userEvent.keyboard('{ArrowDown}{ArrowUp}{ArrowUp}{Enter}')
  expect(asked).toBe(1)
  expect(names()).toContain('Show more')
})
