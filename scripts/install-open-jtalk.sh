#!/usr/bin/env bash
# Brings the telephone's voice: Open JTalk, its dictionary and a Japanese voice, from Debian. Needs root.
set -euo pipefail

if [ "${1:-}" = --help ]; then
  echo "usage: scripts/install-open-jtalk.sh   as root, on Debian 12 or later; adds Debian's contrib section when the voice is not to be had without"
  exit 0
fi
voice=hts-voice-nitech-jp-atr503-m001
wanted=(open-jtalk open-jtalk-mecab-naist-jdic "$voice")

if dpkg-query -W -f '${Status}\n' "${wanted[@]}" 2>/dev/null | grep -c '^install ok installed' | grep -qx 3; then
  echo "Open JTalk is installed."
  exit 0
fi
apt-get update -q -o Acquire::Retries=3
if ! apt-cache show "$voice" >/dev/null 2>&1; then
  # The voice is free to use and share (CC BY 3.0) but stands in contrib.
  . /etc/os-release
  cat >/etc/apt/sources.list.d/debian-contrib.sources <<END
Types: deb
URIs: http://deb.debian.org/debian
Suites: ${VERSION_CODENAME}
Components: contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
  apt-get update -q -o Acquire::Retries=3
fi
DEBIAN_FRONTEND=noninteractive apt-get install -y -q -o Acquire::Retries=3 --no-install-recommends "${wanted[@]}"
