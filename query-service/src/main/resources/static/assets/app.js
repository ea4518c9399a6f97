const govuk = document.querySelector('link[data-module-name=govuk]');
if (govuk) {
  import(govuk.href).then(({ initAll }) => initAll());
}

// A live region: on every signal fetch it again with the reader's own rights; say when the signal is lost.
for (const region of document.querySelectorAll('[data-live]')) {
  const state = document.querySelector('[data-live-state]');
  const source = new EventSource(region.dataset.live);
  let first = true;
  let late = false;
  const refresh = async () => {
    const answer = await fetch(region.dataset.src, { headers: { Accept: 'text/html' } });
    if (!answer.ok || answer.redirected) return;
    late = region.contains(document.activeElement);
    if (!late) region.innerHTML = await answer.text();
  };
  region.addEventListener('focusout', () => setTimeout(() => { if (late) refresh(); }));
  source.addEventListener('front-door', () => { if (!first) refresh(); first = false; });
  source.onopen = () => { state.textContent = 'This list updates by itself.'; };
  source.onerror = () => { state.textContent = 'Updates have stopped. Trying again; reload the page to be sure.'; first = false; };
}

// A page that is behind looks again by itself.
const behind = document.querySelector('[data-look-again]');
if (behind) {
  setTimeout(() => location.reload(), 1500);
}
