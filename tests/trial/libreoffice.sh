#!/bin/sh
# Prints the LibreOffice that the trials open files with. With `install`, first sees to it from
# Debian's packages, where this is Debian and we are root; elsewhere nothing is installed.
set -eu

if [ "${1:-}" = install ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null \
    && ! command -v soffice >/dev/null; then
    echo "installing Debian package: libreoffice-calc" >&2
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-calc; } \
        >/dev/null || echo "apt-get could not install it." >&2
fi

command -v soffice || {
    echo "No LibreOffice was found. Install it (Debian: apt install libreoffice-calc)." >&2
    exit 1
}
