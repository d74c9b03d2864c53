#!/bin/sh
# Prints the Chromium that the browser tests drive. With `install`, first sees to it and to Thai
# fonts from Debian's packages, where this is Debian and we are root; elsewhere nothing is installed.
set -eu

find_chromium() {
    if [ -n "${CHROME:-}" ]; then
        command -v "$CHROME" && return
        echo "CHROME names '$CHROME', which cannot be run." >&2
        return 1
    fi
    for name in chromium chromium-browser google-chrome google-chrome-stable chrome \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        command -v "$name" && return
    done
    return 1
}

thai_fonts() {
    command -v fc-list >/dev/null && [ -n "$(fc-list :lang=th)" ]
}

if [ "${1:-}" = install ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    wanted=
    find_chromium >/dev/null 2>&1 || wanted="chromium"
    thai_fonts || wanted="$wanted fontconfig fonts-thai-tlwg fonts-noto-core"
    if [ -n "$wanted" ]; then
        echo "installing Debian packages: $wanted" >&2
        export DEBIAN_FRONTEND=noninteractive
        # shellcheck disable=SC2086  # a list of names
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends $wanted; } \
            >/dev/null || echo "apt-get could not install them." >&2
    fi
fi

find_chromium || {
    echo "No Chromium or Chrome was found. Install one (Debian: apt install chromium" \
        "fonts-thai-tlwg), or name it: CHROME=/path/to/chrome make test." \
        "Without one: make test ARGS=\"-m 'not browser'\"." >&2
    exit 1
}
