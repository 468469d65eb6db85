import { FolderOpen } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '../ui/button'

/** Fills the form in from a file: `inputs.pb`, JSON or YAML. */
export function FillButton({ onFile }: { readonly onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button
        variant="ghost"
        icon={FolderOpen}
        data-tooltip="JSON, YAML or inputs.pb; a file can also be dropped on the form"
        onClick={() => input.current?.click()}
      >
        From a file
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File of inputs"
        accept=".json,.yaml,.yml,.pb"
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file) onFile(file)
          target.value = ''
        }}
      />
    </>
  )
}
