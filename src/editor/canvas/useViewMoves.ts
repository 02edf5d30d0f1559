/** @file Calls back whenever the view moves. React Flow's useOnViewportChange has room for one listener only. */
import { useStoreApi, type ReactFlowState } from '@xyflow/react'
import { useLayoutEffect } from 'react'

/** @param listen called at once, then with each new transform or size of the view. */
export function useViewMoves(listen: (state: ReactFlowState) => void): void {
  const flow = useStoreApi()
  useLayoutEffect(() => {
    listen(flow.getState())
    return flow.subscribe((state, before) => {
      if (state.transform !== before.transform || state.width !== before.width || state.height !== before.height)
        listen(state)
    })
  }, [flow, listen])
}
