/** A key's name on a button; read to nobody, because the button's own `aria-keyshortcuts` tells it. */
export function Key({ name }: { readonly name: string }) {
  return (
    <kbd class="key" aria-hidden="true">
      {name}
    </kbd>
  );
}
