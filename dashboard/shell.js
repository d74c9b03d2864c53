// What the library's own scripts leave to the page: its links, its language, its connection, paper.
"use strict";
const DRAWER = ["open", "part", "from_build", "to_build", "figure"];
const own = document.currentScript.dataset;
const pages = new Set(own.pages.split(" "));
const toViews = () => document.querySelector('[data-testid="stTabs"]')?.scrollIntoView();
const draw = () => dispatchEvent(new PopStateEvent("popstate"));  // as after Back: all of the page

// A link to one of our pages is followed as Back would follow it: nothing is loaded anew.
document.addEventListener("click", event => {
    const link = event.target.closest?.("a[href]");
    const changed = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || event.defaultPrevented || event.button || changed) return;
    if (link.origin !== location.origin || !pages.has(link.pathname)) return;
    event.preventDefault();
    const isOther = link.pathname !== location.pathname;
    let address = new URL(link.href);
    const opens = address.searchParams.get("open");
    if (opens && !isOther) {  // the drawer opens on this page as it is now, whatever it was then
        address = new URL(location);
        for (const name of DRAWER) address.searchParams.delete(name);
        address.searchParams.set("open", opens);
    }
    history.pushState(null, "", address);
    draw();
    if (!isOther && address.searchParams.has("view") && !opens) toViews();
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
    const state = document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState;
    const lang = new URL(location).searchParams.get("lang") === "en" ? "en" : "th";
    const root = document.documentElement;
    if (root.lang !== lang) root.lang = lang;  // written again, also as it is, all is styled anew
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
function speak() {
    waits = false;
    const told = document.documentElement.lang === "th" ? inThai : words => english[words];
    for (const control of document.querySelectorAll(CONTROLS))
        for (const name of NAMED) {
            const words = told(control.getAttribute(name) ?? "");
            if (words) control.setAttribute(name, words);
        }
    for (const line of document.querySelectorAll(SPOKEN))
        for (const node of line.childNodes) {
            const words = node.nodeType === Node.TEXT_NODE && told(node.data);
            if (words) node.data = words;
        }
}
let waits = false;
new MutationObserver(() => {
    if (!waits) requestAnimationFrame(speak);
    waits = true;
}).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributeFilter: NAMED,
});
