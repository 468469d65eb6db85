import { useState } from 'react'
import { PageFrame } from '../../components/layout/page-frame'
import { DropZone } from '../../components/register/drop-zone'
import { Banner } from '../../components/ui/banner'
import { type FlytePackage, type GivenFile, PackageError, readPackage } from '../../domain/registration/package-reader'
import { PackageReview } from './package-review'

interface Chosen {
  /** Another choice is another review. */
  readonly serial: number
  readonly names: readonly string[]
  readonly read: { readonly files: FlytePackage } | { readonly problem: string }
}

function read(files: readonly GivenFile[]): Chosen['read'] {
  try {
    return { files: readPackage(files) }
  } catch (error) {
    if (error instanceof PackageError) return { problem: error.message }
    throw error
  }
}

/** Registers what `pyflyte package` made: choose, look through it, send. */
export default function RegisterPage() {
  const [chosen, setChosen] = useState<Chosen>()
  return (
    <PageFrame
      documentTitle="Register"
      title="Register"
      meta="Tasks, workflows and launch plans from what pyflyte package made."
    >
      <DropZone
        compact={chosen !== undefined}
        onFiles={(files) =>
          setChosen((before) => ({
            serial: (before?.serial ?? 0) + 1,
            names: files.map((file) => file.name),
            read: read(files),
          }))
        }
      />
      {chosen && 'problem' in chosen.read ? (
        <Banner tone="fail" role="alert" title="This cannot be registered">
          {chosen.read.problem}
        </Banner>
      ) : null}
      {chosen && 'files' in chosen.read ? (
        <PackageReview key={chosen.serial} names={chosen.names} files={chosen.read.files} />
      ) : null}
    </PageFrame>
  )
}
