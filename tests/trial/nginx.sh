#!/bin/sh
# Prints the nginx that the trials start. With `install`, first sees to it from Debian's packages,
# where this is Debian and we are root; elsewhere nothing is installed.
set -eu

PATH="$PATH:/usr/sbin:/usr/local/sbin"

if [ "${1:-}" = install ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null \
    && ! command -v nginx >/dev/null; then
    echo "installing Debian packages: nginx-light openssl" >&2
    export DEBIAN_FRONTEND=noninteractive
    # The package would start a server of its own on port 80: the trials start theirs.
    own_policy=
    if [ ! -e /usr/sbin/policy-rc.d ]; then
        own_policy=/usr/sbin/policy-rc.d
        printf '#!/bin/sh\nexit 101\n' >"$own_policy"
        chmod 755 "$own_policy"
    fi
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends nginx-light openssl; } \
        >/dev/null || echo "apt-get could not install them." >&2
    [ -z "$own_policy" ] || rm -f "$own_policy"
fi

command -v nginx || {
    echo "No nginx was found. Install one (Debian: apt install nginx-light)." >&2
    exit 1
}
