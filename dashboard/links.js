// Links to our own pages are followed as Back would follow them, without loading the page anew; on
// paper the page's own link is written out.
"use strict";
const DRAWER = ["open", "part", "from_build", "to_build", "figure"];
const pages = new Set(document.currentScript.dataset.pages.split(" "));
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
    dispatchEvent(new PopStateEvent("popstate"));
    if (!isOther) return;
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    if (innerWidth < 768) {
        document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
    }
});
addEventListener("beforeprint", () => {
    for (const place of document.querySelectorAll("[data-address]")) place.textContent = location;
});
