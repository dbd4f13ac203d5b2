// Everything here works without a script too; with it, results appear by themselves and nothing reloads.

const main = document.getElementById("main");
const id = (name) => document.getElementById(name);

// --- The page follows its check -------------------------------------------------------------------------

const PARTS = ["title", "headline", "nothing", "text", "unchecked", "decided-head", "lean"];
const LISTS = ["todo", "decided", "cards"];
const CALM = 4; // times as long as a refresh takes: a long article is drawn less often

/** Brings a list up to date item by item, so that what somebody is busy with stays as it is. */
function patchList(list, fresh) {
  const wanted = new Set();
  let place = list.firstElementChild;
  for (const item of [...fresh.children]) {
    wanted.add(item.id);
    const known = [...list.children].find((child) => child.id === item.id);
    if (!known) {
      const added = document.importNode(item, true);
      added.classList.add("fresh");
      list.insertBefore(added, place);
      continue;
    }
    if (known !== place) list.insertBefore(known, place);
    else place = place.nextElementSibling;
    if (known.dataset.shown === undefined) known.dataset.shown = known.innerHTML;
    if (known.dataset.shown !== item.innerHTML && !known.contains(document.activeElement)) {
      known.innerHTML = item.innerHTML;
      known.className = item.className;
      known.dataset.shown = item.innerHTML;
      known.classList.add("fresh");
    }
  }
  for (const item of [...list.children]) if (!wanted.has(item.id)) item.remove();
}

function patch(fresh) {
  const freshMain = fresh.getElementById("main");
  if (!freshMain) return;
  if (!id("todo") && fresh.getElementById("todo")) {
    main.replaceChildren(...document.importNode(freshMain, true).childNodes);
  }
  for (const name of PARTS) {
    const [old, next] = [id(name), fresh.getElementById(name)];
    if (!old || !next || old.innerHTML === next.innerHTML) continue;
    old.innerHTML = next.innerHTML;
    old.className = next.className;
  }
  for (const name of LISTS) if (id(name) && fresh.getElementById(name)) patchList(id(name), fresh.getElementById(name));
  document.title = fresh.title;
  main.dataset.state = freshMain.dataset.state;
  enhance();
}

let due = false;
let busy = false;

async function refresh() {
  due = true;
  if (busy) return;
  busy = true;
  while (due) {
    due = false;
    const started = performance.now();
    try {
      const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
      if (answer.ok) patch(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // the stream tells when the server is back
    }
    const took = performance.now() - started;
    if (took > 50) await new Promise((resolve) => setTimeout(resolve, CALM * took));
  }
  busy = false;
}

function follow() {
  const stream = new EventSource(main.dataset.events);
  const end = () => { stream.close(); refresh(); };
  for (const name of ["attributions", "link", "archive", "evidence", "findings"]) stream.addEventListener(name, refresh);
  for (const name of ["verdict", "failed"]) stream.addEventListener(name, end);
  stream.addEventListener("deleted", () => { stream.close(); location.assign("/"); });
  stream.addEventListener("open", () => { if (id("connection")) id("connection").hidden = true; });
  stream.addEventListener("error", () => {
    if (["done", "failed"].includes(main.dataset.state)) stream.close();
    else if (id("connection")) id("connection").hidden = false;
  });
  addEventListener("pagehide", () => stream.close());
}

// --- Deciding without leaving the place -------------------------------------------------------------------

async function send(form, button) {
  const body = new FormData(form);
  if (button?.name) body.set(button.name, button.value);
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(body), headers: { Accept: "application/json" } });
  if (answer.ok) return true;
  const problem = await answer.json().catch(() => ({ detail: String(answer.status) }));
  alert(problem.detail);
  return false;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.classList.contains("decide")) return;
  event.preventDefault();
  const reason = form.elements.reason;
  if (event.submitter?.value === "accept" && reason && !reason.value.trim()) {
    reason.required = true;
    reason.reportValidity();
    reason.required = false;
    return;
  }
  const items = [...document.querySelectorAll("#todo > li")];
  const at = items.indexOf(form.closest("li"));
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  if (await send(form, event.submitter)) {
    document.activeElement?.blur();
    await refresh();
    const left = [...document.querySelectorAll("#todo > li")];
    if (at >= 0 && left.length) show(left[Math.min(at, left.length - 1)]);
    else id("headline")?.scrollIntoView({ block: "nearest" });
  }
  for (const button of form.querySelectorAll("button")) button.disabled = false;
});

// --- From finding to finding ------------------------------------------------------------------------------

function near(item) {
  for (const marked of document.querySelectorAll(".near")) marked.classList.remove("near");
  if (!item) return;
  item.classList.add("near");
  for (const link of item.querySelectorAll('a[href^="#"]')) {
    const target = id(link.hash.slice(1));
    target?.classList.add("near");
    const text = id("text");
    if (target && text?.contains(target)) {
      const top = target.getBoundingClientRect().top - text.getBoundingClientRect().top;
      if (text.scrollHeight > text.clientHeight) text.scrollTop += top - text.clientHeight / 3;
    }
  }
}

function show(item) {
  item.tabIndex = -1;
  item.focus();
  item.scrollIntoView({ block: "nearest" });
  near(item);
}

function step(by) {
  const items = [...document.querySelectorAll("#todo > li")];
  if (!items.length) return;
  const now = items.findIndex((item) => item.contains(document.activeElement) || item.classList.contains("near"));
  const next = now < 0 ? (by > 0 ? 0 : items.length - 1) : (now + by + items.length) % items.length;
  show(items[next]);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "F8" || event.ctrlKey || event.altKey || event.metaKey || !id("todo")) return;
  event.preventDefault();
  step(event.shiftKey ? -1 : 1);
});

document.addEventListener("focusin", (event) => {
  const item = event.target.closest?.("#todo > li, #cards > li");
  if (item) near(item);
});

document.addEventListener("mouseover", (event) => {
  const mark = event.target.closest?.("#text a.credit");
  if (!mark) return;
  for (const marked of document.querySelectorAll(".near")) marked.classList.remove("near");
  mark.classList.add("near");
  id(mark.hash.slice(1))?.classList.add("near");
});

// --- Handing in, copying ----------------------------------------------------------------------------------

function dropping(form) {
  const file = form.elements.file;
  for (const name of ["dragover", "dragleave", "drop"]) {
    addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("dropping", name === "dragover");
      if (name !== "drop" || !event.dataTransfer.files.length) return;
      file.files = event.dataTransfer.files;
      form.elements.text.value = "";
      form.requestSubmit();
    });
  }
  file.addEventListener("change", () => { if (file.files.length) form.elements.text.value = ""; });
  form.elements.text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener("submit", () => { form.querySelector("button.main").disabled = true; });
  addEventListener("pageshow", () => { form.querySelector("button.main").disabled = false; });
}

function copying(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.onclick = async () => {
    await navigator.clipboard.writeText(id(button.dataset.copies).value);
    button.textContent = button.dataset.done;
  };
}

function enhance() {
  for (const steps of document.querySelectorAll(".steps")) steps.hidden = false;
  if (id("step")) id("step").onclick = () => step(1);
  if (id("step-back")) id("step-back").onclick = () => step(-1);
  for (const button of document.querySelectorAll("button.copy")) copying(button);
}

enhance();
if (id("hand-in")) dropping(id("hand-in"));
if (main?.dataset.events && !["done", "failed"].includes(main.dataset.state)) follow();
