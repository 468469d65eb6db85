import { useMutation } from '@tanstack/react-query'
import { Upload } from 'lucide-react'
import { useRef } from 'react'
import { uploadFile } from '../../api/data/upload'
import { type LiteralType, SimpleType } from '../../api/gen/flyteidl/core/types_pb'
import { draftText, EMPTY_DRAFT, firstDraft, type InputDraft } from '../../domain/launch/input-draft'
import { variantName } from '../../domain/literals/literal-json'
import { isFolder, isNone, optionalOf } from '../../domain/literals/old-type-name'
import { useApi } from '../layout/api-context'
import { showToast } from '../layout/toast-store'
import { useScope } from '../layout/use-scope'
import { Button } from '../ui/button'
import type { FieldControl } from '../ui/field'
import { SegmentedControl } from '../ui/segmented-control'
import { Select } from '../ui/select'
import { TextArea } from '../ui/text-area'
import { TextField } from '../ui/text-field'
import styles from './literal-control.module.css'

export interface LiteralControlProps {
  readonly type: LiteralType
  readonly draft: InputDraft
  readonly onChange: (draft: InputDraft) => void
  readonly control: FieldControl
  /** Name of the input, for controls that have labels of their own. */
  readonly label: string
}

const PLACEHOLDERS: Readonly<Record<number, string | undefined>> = {
  [SimpleType.DATETIME]: '2026-01-31T14:00:00Z',
  [SimpleType.DURATION]: '1h30m',
}

/** The control for a value of any type. Whatever has no control of its own is typed as JSON. */
export function LiteralControl({ type, draft, onChange, control, label }: LiteralControlProps) {
  const text = draftText(draft, type)
  const setText = (value: string) => onChange({ kind: 'text', text: value })
  switch (type.type.case) {
    case 'simple':
      switch (type.type.value) {
        case SimpleType.BOOLEAN:
          return (
            <SegmentedControl
              label={label}
              options={[
                { value: 'true', label: 'True' },
                { value: 'false', label: 'False' },
              ]}
              value={text}
              onChange={setText}
            />
          )
        case SimpleType.STRING:
          return text.includes('\n') ? (
            <TextArea {...control} rows={5} value={text} onChange={setText} />
          ) : (
            <TextField {...control} value={text} onChange={setText} />
          )
        case SimpleType.INTEGER:
        case SimpleType.FLOAT:
        case SimpleType.DATETIME:
        case SimpleType.DURATION:
          return (
            <TextField
              {...control}
              mono
              inputMode={
                type.type.value === SimpleType.INTEGER
                  ? 'numeric'
                  : type.type.value === SimpleType.FLOAT
                    ? 'decimal'
                    : 'text'
              }
              placeholder={PLACEHOLDERS[type.type.value]}
              value={text}
              onChange={setText}
            />
          )
        case SimpleType.NONE:
          return <span className="mono dim">None</span>
        default:
          return <JsonControl control={control} text={text} onChange={setText} />
      }
    case 'enumType': {
      const { values } = type.type.value
      return (
        <Select
          {...control}
          options={values.map((value) => ({ value, label: value }))}
          value={text}
          onChange={setText}
        />
      )
    }
    case 'blob':
    case 'structuredDatasetType':
    case 'schema':
      return <LocationControl control={control} text={text} onChange={setText} canUpload={!isFolder(type)} />
    case 'unionType':
      return (
        <UnionControl
          type={type}
          variants={type.type.value.variants}
          draft={draft}
          onChange={onChange}
          control={control}
          label={label}
        />
      )
    default:
      return <JsonControl control={control} text={text} onChange={setText} />
  }
}

interface TextControlProps {
  readonly control: FieldControl
  readonly text: string
  readonly onChange: (text: string) => void
}

function JsonControl({ control, text, onChange }: TextControlProps) {
  const lines = Math.min(12, Math.max(2, text.split('\n').length))
  return <TextArea {...control} mono rows={lines} value={text} onChange={onChange} />
}

/** A location, typed or made by storing a file. */
function LocationControl({ control, text, onChange, canUpload }: TextControlProps & { readonly canUpload: boolean }) {
  const { config } = useApi()
  const scope = useScope()
  const input = useRef<HTMLInputElement>(null)
  const upload = useMutation({
    mutationFn: (file: File) => uploadFile(config.basePath, { ...scope, filename: file.name }, file),
    onSuccess: onChange,
    onError: (error) => showToast({ tone: 'fail', text: `The file was not stored. ${error.message}` }),
  })
  return (
    <div className={styles.location}>
      <TextField
        {...control}
        mono
        placeholder="s3://bucket/path, or the path of a file"
        value={text}
        onChange={onChange}
      />
      {canUpload ? (
        <>
          <Button icon={Upload} loading={upload.isPending} onClick={() => input.current?.click()}>
            Upload
          </Button>
          <input
            ref={input}
            type="file"
            hidden
            onChange={(event) => {
              const file = event.target.files?.[0]
              if (file) upload.mutate(file)
              event.target.value = ''
            }}
          />
        </>
      ) : null}
    </div>
  )
}

interface UnionControlProps extends LiteralControlProps {
  readonly variants: readonly LiteralType[]
}

/** Which of the types, and the control of the chosen one. */
function UnionControl({ type, variants, draft, onChange, control, label }: UnionControlProps) {
  if (draft.kind !== 'variant') {
    return (
      <JsonControl
        control={control}
        text={draftText(draft, type)}
        onChange={(text) => onChange({ kind: 'text', text })}
      />
    )
  }
  const chosen = variants[draft.variant]
  const optional = optionalOf(type) !== undefined
  return (
    <div className={styles.union}>
      <SegmentedControl
        label={`Type of ${label}`}
        options={variants.map((variant, index) => ({
          value: String(index),
          label: optional && !isNone(variant) ? 'Value' : variantName(variants, index),
        }))}
        value={String(draft.variant)}
        onChange={(value) => {
          const variant = variants[Number(value)]
          onChange({ kind: 'variant', variant: Number(value), inner: variant ? firstDraft(variant) : EMPTY_DRAFT })
        }}
      />
      {chosen && !isNone(chosen) ? (
        <LiteralControl
          type={chosen}
          draft={draft.inner}
          onChange={(inner) => onChange({ ...draft, inner })}
          control={control}
          label={label}
        />
      ) : null}
    </div>
  )
}
