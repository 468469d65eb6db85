import { useRouteError } from 'react-router'
import { Button } from '../ui/button'
import { ErrorNotice } from '../ui/error-notice'
import { PageFrame } from './page-frame'

/** A new version of the dashboard has other files: the old page asks for one that is gone. */
const CHUNK_GONE = /dynamically imported module|error loading|importing a module script failed|preload CSS/i

/** In the place of a page that broke; the navigation stays. */
export function PageError() {
  const error = useRouteError()
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const gone = CHUNK_GONE.test(text)
  const reload = (
    <Button size="sm" onClick={() => location.reload()}>
      Reload the page
    </Button>
  )
  return (
    <PageFrame documentTitle="Error" title={gone ? 'A newer version is there' : 'This page broke'}>
      <ErrorNotice
        title={
          gone
            ? 'The dashboard has been updated since this tab was opened.'
            : 'That is a defect of the dashboard, not of your data.'
        }
        actions={reload}
        details={text}
      >
        {gone ? 'Reload to get it; nothing is lost.' : 'Reload to try again. The details below help whoever mends it.'}
      </ErrorNotice>
    </PageFrame>
  )
}
