#!/usr/bin/env bash
# Installs what the telephone's tests need: Debian's callers (SIPp, baresip), Open JTalk with a voice, sox, and Asterisk 22 from Debian's
# unreleased suite, because Debian 12 and 13 have none. Asterisk is only unpacked, into a folder of its own: nothing of the system changes,
# and it runs without being root through its own loader (bin/asterisk there). Safe to run again.
set -euo pipefail

folder=${MADOGUCHI_TELEPHONY:-${XDG_CACHE_HOME:-$HOME/.cache}/madoguchi/telephony}
if [ "${1:-}" = --help ]; then
  cat <<EOF
usage: scripts/install-telephony.sh [--packages | --asterisk]

  --packages   only Debian's packages: sip-tester, baresip-core, open-jtalk with a voice, sox (needs root)
  --asterisk   only Asterisk, unpacked into $folder (MADOGUCHI_TELEPHONY chooses another folder)

Ends with 1 and says why when something can't be had; what is there already is left alone.
EOF
  exit 0
fi

mirror=http://deb.debian.org/debian
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

fail() {
  echo "install-telephony: $*" >&2
  exit 1
}

has_packages() {
  local program
  for program in sipp baresip open_jtalk sox; do command -v "$program" >/dev/null || return 1; done
  [ -d /usr/share/hts-voice ] && [ -d /var/lib/mecab/dic/open-jtalk ]
}

install_packages() {
  if has_packages; then return; fi
  [ "$(id -u)" -eq 0 ] || fail "apt needs root: run it as root, or with sudo"
  local suite
  suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
  # The voice is in contrib, which a fresh Debian does not list.
  echo "deb [signed-by=$keyring] $mirror $suite contrib" >/etc/apt/sources.list.d/madoguchi-contrib.list
  apt-get update -q -o Acquire::Retries=3 || fail "Debian's packages can't be reached"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q -o Acquire::Retries=3 --no-install-recommends sip-tester baresip-core \
    open-jtalk open-jtalk-mecab-naist-jdic hts-voice-nitech-jp-atr503-m001 sox || fail "Debian does not offer one of the packages above"
}

# apt with a world of its own: an empty list of installed packages, so that it brings every library Asterisk needs, of the same suite.
fetch_asterisk() {
  local apt=$1/apt
  mkdir -p "$apt"/etc/{apt.conf.d,preferences.d,sources.list.d} "$apt"/state/lists/partial "$apt"/cache/archives/partial
  : >"$apt/state/status"
  echo "deb [signed-by=$keyring] $mirror sid main" >"$apt/etc/sources.list"
  local own=(-q -o "Dir::Etc=$apt/etc" -o "Dir::State=$apt/state" -o "Dir::State::status=$apt/state/status" -o "Dir::Cache=$apt/cache"
    -o APT::Install-Recommends=false -o Acquire::Retries=3 -o Debug::NoLocking=1 -o APT::Sandbox::User=)
  apt-get "${own[@]}" update || fail "Debian's unreleased suite can't be reached"
  apt-get "${own[@]}" -y --download-only install asterisk || fail "Debian's unreleased suite has no Asterisk at the moment"
  local package
  for package in "$apt"/cache/archives/*.deb; do dpkg -x "$package" "$1/root"; done
}

# Moved into place last: a run that was interrupted leaves nothing half-made.
install_asterisk() {
  if [ -x "$folder/bin/asterisk" ] && "$folder/bin/asterisk" -V >/dev/null; then return; fi
  command -v apt-get dpkg >/dev/null || fail "Asterisk is taken from Debian's packages: apt-get and dpkg are needed"
  mkdir -p "$(dirname "$folder")"
  local new
  new=$(mktemp -d "$folder.XXXXXX")
  trap 'rm -rf "$new"' EXIT
  fetch_asterisk "$new"
  rm -rf "$new/apt"
  mkdir "$new/bin"
  cat >"$new/bin/asterisk" <<'EOF'
#!/bin/sh
# Debian's Asterisk with the libraries of its own suite, from wherever this folder is.
root=$(cd "$(dirname "$0")/../root" && pwd)
lib=$(dirname "$(find "$root/usr/lib" -maxdepth 2 -name 'ld-linux-*.so.*' | head -1)")
exec "$lib"/ld-linux-*.so.* --library-path "$lib" "$root/usr/sbin/asterisk" "$@"
EOF
  chmod +x "$new/bin/asterisk"
  "$new/bin/asterisk" -V || fail "the unpacked Asterisk does not start here"
  rm -rf "$folder"
  mv "$new" "$folder"
  trap - EXIT
}

case "${1:-all}" in
  --packages) install_packages ;;
  --asterisk) install_asterisk ;;
  all) install_packages && install_asterisk ;;
  *) fail "no option $1: --help tells the options" ;;
esac
