import { useEffect, useState } from 'preact/hooks';
import type { Store } from '../store';

/** The store's state, drawn again after each change. */
export function useStore<S, E>(store: Store<S, E>): S {
  const [state, setState] = useState<{ value: S }>({ value: store.state });
  useEffect(() => {
    setState({ value: store.state }); // what changed between drawing and subscribing
    return store.subscribe((value) => setState({ value }));
  }, [store]);
  return store.state === state.value ? state.value : store.state;
}
