/** The page could not begin: what to do instead of a white screen. */
export function StartFailed({ text }: { readonly text: string }) {
  return (
    <main class="start-failed">
      <h1>画面を開けませんでした</h1>
      <p role="alert">{text}</p>
      <button type="button" class="primary" onClick={() => location.reload()}>
        もう一度開く
      </button>
    </main>
  );
}
