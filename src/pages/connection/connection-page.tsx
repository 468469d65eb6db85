import { useMutation, useQuery } from '@tanstack/react-query'
import { PlugZap } from 'lucide-react'
import { versionQuery } from '../../api/version/version-queries'
import { testConnection } from '../../api/version/connection-test'
import { useApi } from '../../components/layout/api-context'
import { PageFrame } from '../../components/layout/page-frame'
import { QueryRegion } from '../../components/layout/query-region'
import { Banner } from '../../components/ui/banner'
import { Button } from '../../components/ui/button'
import { SkeletonRows } from '../../components/ui/skeleton-rows'
import { StatusDot } from '../../components/ui/status-dot'
import { SettingsTable } from './settings-table'
import styles from './connection-page.module.css'

/** What the dashboard is connected to, by which settings, and whether it works. */
export default function ConnectionPage() {
  const { transport, config } = useApi()
  const version = useQuery(versionQuery(transport))
  const test = useMutation({ mutationFn: () => testConnection(transport) })
  return (
    <PageFrame
      documentTitle="Connection"
      title="Connection"
      meta={
        <>
          {config.mode === 'sandbox' ? 'The embedded sandbox at ' : 'Flyte at '}
          <code>{config.endpoint}</code>, Contrail {config.version}
        </>
      }
      actions={
        <Button variant="primary" icon={PlugZap} loading={test.isPending} onClick={() => test.mutate()}>
          Test the connection
        </Button>
      }
    >
      <div className={styles.sections}>
        {test.data ? (
          <section aria-label="Test">
            <h2 className={styles.title}>Test</h2>
            <ol>
              {test.data.map((step) => (
                <li key={step.name} className={styles.step}>
                  <StatusDot tone={step.error ? 'fail' : 'ok'} label={step.error ? 'failed' : 'passed'} />
                  <span className="grow">
                    {step.name}
                    {step.error ? (
                      <span className={styles.problem}>
                        {step.error.title}. {step.error.detail} {step.error.remedy}
                      </span>
                    ) : null}
                  </span>
                  <span className="num dim">{step.milliseconds.toFixed(0)} ms</span>
                </li>
              ))}
            </ol>
          </section>
        ) : null}
        <section aria-label="Control plane">
          <h2 className={styles.title}>Control plane</h2>
          <QueryRegion
            query={version}
            what="the version of the control plane"
            skeleton={<SkeletonRows rows={2} widths={[120, 200]} />}
          >
            {(data) => (
              <dl className={styles.facts}>
                <dt>Version</dt>
                <dd className="mono">{data.version === '' ? 'not said' : data.version}</dd>
                <dt>Build</dt>
                <dd className="mono">{data.build === '' ? 'not said' : data.build}</dd>
                <dt>Built</dt>
                <dd className="mono">{data.buildTime === '' ? 'not said' : data.buildTime}</dd>
              </dl>
            )}
          </QueryRegion>
        </section>
        <section aria-label="Settings">
          <h2 className={styles.title}>Settings in force</h2>
          <SettingsTable settings={config.settings} />
        </section>
        {config.mode === 'sandbox' ? (
          <Banner tone="accent" title="flytekit finds this sandbox by itself">
            <code>FlyteRemote(Config.for_sandbox())</code> and <code>pyflyte run --remote</code> use{' '}
            <code>localhost:30080</code>. For another port:{' '}
            <code>Config.for_endpoint(&quot;{config.endpoint}&quot;, insecure=True)</code>.
          </Banner>
        ) : null}
      </div>
    </PageFrame>
  )
}
