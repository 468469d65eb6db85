import { useState } from 'react'
import { PageFrame } from '../../components/layout/page-frame'
import { DropZone } from '../../components/register/drop-zone'
import { Banner } from '../../components/ui/banner'
import { type FlytePackage, type GivenFile, PackageError, readPackage } from '../../domain/registration/package-reader'
import { formatCount } from '../../domain/times'
import { PackageReview } from './package-review'
import styles from './register-page.module.css'

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

/** What a package holds: "59 tasks, 40 workflows, 43 launch plans". */
function contents({ entries, source }: FlytePackage): string {
  const counted = (
    [
      ['task', 'task'],
      ['workflow', 'workflow'],
      ['launchPlan', 'launch plan'],
    ] as const
  ).flatMap(([kind, word]) => {
    const count = entries.filter((entry) => entry.kind === kind).length
    return count === 0 ? [] : [`${formatCount(count)} ${word}${count === 1 ? '' : 's'}`]
  })
  return `${counted.join(', ')}${source ? ', and their code' : ''}`
}

/** Registers what `pyflyte package` made: choose, look through it, send. */
export default function RegisterPage() {
  const [chosen, setChosen] = useState<Chosen>()
  const onFiles = (files: readonly GivenFile[]) =>
    setChosen((before) => ({
      serial: (before?.serial ?? 0) + 1,
      names: files.map((file) => file.name),
      read: read(files),
    }))
  const files = chosen && 'files' in chosen.read ? chosen.read.files : undefined
  return (
    <PageFrame
      documentTitle="Register"
      title="Register"
      meta={files ? undefined : 'Tasks, workflows and launch plans from what pyflyte package made.'}
      bare={files !== undefined}
    >
      {files && chosen ? (
        <PackageReview key={chosen.serial} names={chosen.names} files={files}>
          <DropZone
            chosen={
              <>
                <span className="medium">{chosen.names.join(', ')}</span> <span className="dim">{contents(files)}</span>
              </>
            }
            onFiles={onFiles}
          />
        </PackageReview>
      ) : (
        <div className={styles.choose}>
          <DropZone onFiles={onFiles} />
          {chosen && 'problem' in chosen.read ? (
            <Banner tone="fail" role="alert" title="This cannot be registered">
              {chosen.read.problem}
            </Banner>
          ) : null}
        </div>
      )}
    </PageFrame>
  )
}
