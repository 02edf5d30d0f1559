import type { Trouble } from './useReading'

/** What is wrong with what was brought, where, and what to do. */
export function TroubleNote({ trouble }: { readonly trouble: Trouble | null }) {
  return trouble ? (
    <p className="gw-data-problem" role="alert">
      <b>{trouble.message}</b> {trouble.hint}
    </p>
  ) : null
}
