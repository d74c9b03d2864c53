// What the library's own scripts leave to the page: its links, its language, its connection, paper.
"use strict";
const DRAWER = ["open", "part", "from_build", "to_build", "figure", "take"];
const own = document.currentScript.dataset;
const pages = new Set(own.pages.split(" "));
const filters = own.filters.split(" ");
const toViews = () => document.querySelector('[data-testid="stTabs"]')?.scrollIntoView();
const draw = () => dispatchEvent(new PopStateEvent("popstate"));  // as after Back: all of the page

// A link of ours says what it chooses, and is the same for all: what the reader has chosen is added
// as it is used. One that begins with a question mark keeps all of this page as it is now.
const made = new WeakMap();  // a link -> what it said, and what was made of it
function said(link) {
    const told = link.getAttribute("href");
    return told === made.get(link)?.whole ? made.get(link).said : told;
}
function added(link) {
    const address = new URL(said(link), document.baseURI);
    if (address.origin !== location.origin || !pages.has(address.pathname)) return null;
    const isHere = said(link).startsWith("?");
    const kept = new URLSearchParams([...new URL(location).searchParams].filter(
        ([name]) => isHere || filters.includes(name)));
    const asked = address.searchParams;
    if (asked.has("open")) for (const name of DRAWER) kept.delete(name);
    for (const [name, value] of asked) value ? kept.set(name, value) : kept.delete(name);
    address.search = kept;
    return address;
}

// Before a link is opened elsewhere, or copied, it is whole.
for (const kind of ["pointerdown", "focusin"])
    document.addEventListener(kind, event => {
        const link = event.target.closest?.("a[href]");
        const whole = link && added(link)?.href;
        if (!whole) return;
        made.set(link, {said: said(link), whole});
        link.setAttribute("href", whole);
    });

let pressed = null;  // the menu whose link was pressed last: a drawer drawn anew takes its focus
// It is followed as Back would follow it: nothing is loaded anew.
document.addEventListener("click", event => {
    const link = event.target.closest?.("a[href]");
    const changed = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || event.defaultPrevented || event.button || changed) return;
    const address = added(link);
    if (!address) return;
    event.preventDefault();
    const says = new URL(said(link), document.baseURI).searchParams;
    const shown = new URL(location).searchParams.get("take");
    pressed = says.get("take");
    if (pressed && pressed === shown) address.searchParams.delete("take");  // a second time
    const isOther = address.pathname !== location.pathname;
    history.pushState(null, "", address);
    draw();
    if (!isOther && says.has("view")) toViews();
    if (!isOther) return;
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    if (innerWidth < 768) {
        document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
    }
});

// A button that opens a view brings it into sight.
document.addEventListener("click", event => {
    if (!event.target.closest?.(".st-key-more button, .st-key-awaited button")) return;
    toViews();
});

// Drawings have the colours of the run that drew them.
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTimeout(draw));

// The language of the page is that of its address; a connection that is lost is said.
const lost = document.createElement("p");
lost.role = "alert";
lost.className = "lost";
let wasConnected = false;
new MutationObserver(() => {
    const app = document.querySelector('[data-testid="stApp"]')?.dataset;
    const state = app?.testConnectionState;
    if (pressed && app?.testScriptState === "notRunning") {
        if (document.activeElement.matches("body, [role=dialog]"))
            document.querySelector(`a[href$="take=${CSS.escape(pressed)}"]`)?.focus();
        pressed = null;
    }
    const lang = new URL(location).searchParams.get("lang") === "en" ? "en" : "th";
    const root = document.documentElement;
    if (root.lang !== lang) {  // written again, also as it is, all is styled anew
        root.lang = lang;
        speak(document.body);
    }
    wasConnected ||= state === "CONNECTED";
    const isLost = wasConnected && state !== "CONNECTED";
    if (isLost === lost.isConnected) return;
    lost.textContent = own[lang];
    isLost ? document.body.append(lost) : lost.remove();
}).observe(document.getElementById("root"), {
    subtree: true,
    attributeFilter: ["data-test-connection-state", "data-test-script-state"],
});

// A button that prints names what is left of the page on paper.
document.addEventListener("click", event => {
    const button = event.target.closest?.("button[data-print]");
    if (!button) return;
    document.body.dataset.print = button.dataset.print;
    print();
    delete document.body.dataset.print;
});

addEventListener("beforeprint", () => {
    for (const place of document.querySelectorAll("[data-address]")) place.textContent = location;
});

// The library's controls speak Thai on a Thai page, and English again on an English one.
const NAMED = ["aria-label", "placeholder", "title"];
const CONTROLS = [
    ...["button", "section", "a", "input", "[role=menu]"].flatMap(
        one => NAMED.map(name => `${one}[${name}]`)),
    '[data-testid="stMultiSelectTagsContainer"] [aria-label]',
].join();
const SPOKEN = "[role=menuitem], [role=menuitem] div, [role=option] div, [data-live-announcer] div";
const [ADD, FOUND] = ["Add:", "options available."];
const english = Object.fromEntries(Object.entries(LIBRARY).map(([from, to]) => [to, from]));
const inThai = words => LIBRARY[words]
    ?? (words.startsWith(ADD) ? LIBRARY[ADD] + words.slice(ADD.length) : null)
    ?? (/^\d+ options? available\.$/.test(words) ? `${LIBRARY[FOUND]} ${parseInt(words)}` : null);
function speak(within) {
    const told = document.documentElement.lang === "th" ? inThai : words => english[words];
    const all = query => [...within.matches(query) ? [within] : [], ...within.querySelectorAll(query)];
    for (const control of all(CONTROLS))
        for (const name of NAMED) {
            const words = told(control.getAttribute(name) ?? "");
            if (words) control.setAttribute(name, words);
        }
    for (const line of all(SPOKEN))
        for (const node of line.childNodes) {
            const words = node.nodeType === Node.TEXT_NODE && told(node.data);
            if (words) node.data = words;
        }
}
const changed = new Set();  // elements in which words may have come, until the next picture
new MutationObserver(changes => {
    if (!changed.size) requestAnimationFrame(() => {
        for (const one of changed) if (one.isConnected) speak(one);
        changed.clear();
    });
    for (const {target, addedNodes, type} of changes) {
        if (type !== "childList") changed.add(type === "attributes" ? target : target.parentElement);
        for (const node of addedNodes)
            if (node instanceof HTMLElement) changed.add(node);
            else if (node.nodeType === Node.TEXT_NODE) changed.add(target);
    }
}).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributeFilter: NAMED,
});
