import { ChevronsUpDown } from 'lucide-react'
import { useId, useState } from 'react'
import { classNames } from './class-names'
import { Icon } from './icon'
import { ListBox, optionId, type ListBoxOption } from './list-box'
import { onListBoxKey } from './list-box-keys'
import { matchesText } from './match-text'
import { Popup } from './popup'
import control from './control.module.css'

export interface ComboboxProps {
  /** Name for screen readers, unless `id` belongs to a label. */
  readonly label: string
  readonly options: readonly ListBoxOption[]
  /** Key of the chosen option, or the free text; "" for none. */
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  /** Text that is no option is a value too. */
  readonly free?: boolean
  readonly id?: string
  readonly invalid?: boolean
}

/** One of many, found by typing. */
export function Combobox({ label, options, value, onChange, placeholder, free = false, id, invalid = false }: ComboboxProps) {
  const listId = useId()
  const [box, setBox] = useState<HTMLElement | null>(null)
  const [query, setQuery] = useState<string | undefined>()
  const [active, setActive] = useState(0)
  const chosen = options.find((option) => option.key === value)
  const shownText = chosen?.text ?? value
  const open = query !== undefined
  const found = open && query !== shownText ? options.filter((option) => matchesText(option.text, query)) : options
  const at = Math.min(active, found.length - 1)

  const start = (text: string) => {
    setQuery(text)
    setActive(Math.max(0, text === shownText ? options.findIndex((option) => option.key === value) : 0))
  }
  const pick = (option: ListBoxOption) => {
    onChange(option.key)
    setQuery(undefined)
  }
  const leave = () => {
    if (free && query !== undefined && query !== shownText) onChange(query)
    setQuery(undefined)
  }

  return (
    <>
      <span ref={setBox} className={control.control}>
        <input
          id={id}
          type="text"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          aria-label={id === undefined ? label : undefined}
          aria-expanded={open}
          aria-controls={open ? listId : undefined}
          aria-activedescendant={open && found.length > 0 ? optionId(listId, at) : undefined}
          aria-autocomplete="list"
          aria-invalid={invalid ? true : undefined}
          placeholder={placeholder}
          value={query ?? shownText}
          className={control.input}
          onChange={(event) => start(event.target.value)}
          onClick={() => {
            if (!open) start(shownText)
          }}
          onBlur={leave}
          onKeyDown={(event) => {
            if (!open) {
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                event.preventDefault()
                start(shownText)
              }
              return
            }
            if (free && event.key === 'Enter' && found.length === 0) {
              event.preventDefault()
              leave()
            } else onListBoxKey(event, found, at, { move: setActive, pick })
          }}
        />
        <Icon of={ChevronsUpDown} size="xs" className={classNames(control.icon)} />
      </span>
      {open && !(free && found.length === 0) ? (
        <Popup anchor={box} matchWidth keepFocus onClose={() => setQuery(undefined)}>
          <ListBox
            id={listId}
            label={label}
            options={found}
            active={at}
            selected={value}
            onHover={setActive}
            onPick={pick}
          />
        </Popup>
      ) : null}
    </>
  )
}
