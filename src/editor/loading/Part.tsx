/**
 * @file A part of the page that is loaded when it is first needed: what stands there meanwhile, and what is said when it
 * does not come or breaks. The rest of the page goes on.
 */
import { Button } from '@mantine/core'
import { Component, Suspense, type ReactNode } from 'react'
import './loading.css'

interface PartProps {
  /** As in "The palette could not be shown." */
  readonly what: string
  readonly waiting?: ReactNode
  /** A list or dialog without a place of its own: the words are shown at the foot of the page. */
  readonly floating?: boolean
  readonly children: ReactNode
}

export function Part({ what, waiting = null, floating = false, children }: PartProps) {
  return (
    <Boundary what={what} floating={floating}>
      <Suspense fallback={waiting}>{children}</Suspense>
    </Boundary>
  )
}

interface BoundaryProps {
  readonly what: string
  readonly floating: boolean
  readonly children: ReactNode
}

class Boundary extends Component<BoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    const { what, floating, children } = this.props
    if (!this.state.failed) return children
    return (
      <div role="alert" className="gw-part-failed" data-floating={floating || undefined}>
        <p>
          The {what} could not be shown. Check that Gradwire&rsquo;s server is still running, then load the page again;
          your graph is kept.
        </p>
        <Button onClick={() => location.reload()}>Load the page again</Button>
      </div>
    )
  }
}
