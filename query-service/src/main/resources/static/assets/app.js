// The design system's own parts wake only where the page says that it runs scripts.
document.body.classList.add('js-enabled', 'govuk-frontend-supported');
const govuk = document.querySelector('link[data-module-name=govuk]');
if (govuk) {
  import(govuk.href).then(({ initAll }) => initAll());
}

// A live region: on every signal fetch it again with the reader's own rights; say when the signal is lost.
for (const region of document.querySelectorAll('[data-live]:not([data-live=""])')) {
  const state = document.querySelector('[data-live-state]');
  const source = new EventSource(region.dataset.live);
  let first = true;
  let late = false;
  const refresh = async () => {
    const answer = await fetch(region.dataset.src, { headers: { Accept: 'text/html', 'Golden-Thread-By-Itself': 'live' } });
    if (!answer.ok || answer.redirected) return;
    late = region.contains(document.activeElement);
    if (!late) region.innerHTML = await answer.text();
  };
  region.addEventListener('focusout', () => setTimeout(() => { if (late) refresh(); }));
  source.addEventListener(region.dataset.topic ?? 'front-door', () => { if (!first) refresh(); first = false; });
  source.onopen = () => { state.textContent = region.dataset.topic === 'meeting' ? 'What others record appears here by itself.' : 'This list updates by itself.'; };
  source.onerror = () => { state.textContent = 'Updates have stopped. Trying again; reload the page to be sure.'; first = false; };
}

// A page that is behind looks again by itself.
const behind = document.querySelector('[data-look-again]');
if (behind) {
  setTimeout(() => location.reload(), 1500);
}

// A form keeps what is typed into it, so that nothing is lost when the session ends or the machine does.
for (const form of document.querySelectorAll('form[data-draft]')) {
  const place = new URL(form.action).pathname;
  const state = (form.closest('section') ?? document).querySelector('[data-draft-state]');
  let waiting = null;
  const keep = async () => {
    waiting = null;
    const fields = new URLSearchParams(new FormData(form));
    fields.set('place', place);
    try {
      const answer = await fetch('/drafts', { method: 'POST', body: fields, redirect: 'manual' });
      if (answer.status === 204) document.dispatchEvent(new Event('gt-acted'));
      state.textContent = answer.status === 204 ? 'What you type is kept as a draft for 14 days.' : 'What you type is not being kept just now. Save soon.';
    } catch {
      state.textContent = 'What you type is not being kept just now. Save soon.';
    }
  };
  form.addEventListener('input', () => { waiting ??= setTimeout(keep, 800); });
  form.addEventListener('submit', () => { clearTimeout(waiting); waiting = null; });
}

// A session that is about to end says so, in time to go on.
const idle = Number(document.body.dataset.idle);
if (idle) {
  const warning = document.createElement('div');
  warning.className = 'gt-idle govuk-width-container';
  warning.setAttribute('role', 'alert');
  document.querySelector('main').before(warning);
  const ahead = Math.min(300, idle / 2);
  let timer;
  const begin = () => {
    warning.replaceChildren();
    clearTimeout(timer);
    timer = setTimeout(() => {
      const text = document.createElement('p');
      text.className = 'govuk-body';
      text.textContent = `You will be signed out in ${ahead < 60 ? `${Math.round(ahead)} seconds` : `${Math.round(ahead / 60)} minutes`}, because nothing was done here. What you typed into a form is kept as a draft.`;
      const stay = document.createElement('button');
      stay.className = 'govuk-button';
      stay.textContent = 'Stay signed in';
      stay.addEventListener('click', async () => {
        const answer = await fetch('/stay', { redirect: 'manual' });
        if (answer.status === 204) begin(); else location.reload();
      });
      warning.replaceChildren(text, stay);
      timer = setTimeout(() => { text.textContent = 'You have been signed out. What you typed into a form is kept as a draft: sign in again to go on.'; stay.remove(); }, ahead * 1000);
    }, (idle - ahead) * 1000);
  };
  document.addEventListener('gt-acted', begin);
  begin();
}
