/** @file The keyboard shortcuts, from the same table that the keys run from. Loaded when first needed. */
import { Kbd, Modal } from '@mantine/core'
import { actions, shortcutsOf, type ActionGroup } from '../actions'
import { shortcutKeys } from '../actions/keyWords'
import { useServices } from '../state/context'

const GROUPS: readonly ActionGroup[] = ['Run', 'Train', 'Edit', 'View', 'File', 'Help']

/** Keys that the canvas itself listens to while it has the focus. */
const CANVAS_KEYS: readonly (readonly [string, readonly string[]])[] = [
  ['Move the selected nodes', ['← ↑ → ↓']],
  ['Wire from the selected node', ['C']],
  ['Add an operation here', ['Tab']],
  ['Pan', ['Space', 'drag']],
  ['Select several', ['Shift', 'drag']],
]

export default function HelpSheet() {
  const { view } = useServices()
  return (
    <Modal opened onClose={() => view.setState({ helpOpen: false })} title="Keyboard shortcuts" size={720}>
      <div className="gw-help">
        {GROUPS.map((group) => {
          const rows = [...actions.values()].filter((action) => action.group === group && action.shortcut)
          return rows.length ? (
            <section key={group} aria-label={group}>
              <h2>{group}</h2>
              <dl>
                {rows.map((action) => (
                  <Row
                    key={action.id}
                    label={action.label}
                    keys={shortcutsOf(action).map((shortcut) => shortcutKeys(shortcut))}
                  />
                ))}
              </dl>
            </section>
          ) : null
        })}
        <section aria-label="On the canvas">
          <h2>On the canvas</h2>
          <dl>
            {CANVAS_KEYS.map(([label, keys]) => (
              <Row key={label} label={label} keys={[keys]} />
            ))}
          </dl>
        </section>
      </div>
    </Modal>
  )
}

function Row({ label, keys }: { readonly label: string; readonly keys: readonly (readonly string[])[] }) {
  return (
    <div className="gw-help-row">
      <dt>{label}</dt>
      <dd>
        {keys.map((combination, i) => (
          <span key={combination.join()}>
            {i > 0 && ' or '}
            {combination.map((key) => (
              <Kbd key={key} size="xs">
                {key}
              </Kbd>
            ))}
          </span>
        ))}
      </dd>
    </div>
  )
}
