# A running server with a database of its own, for a script that has set -euo pipefail; and what is done with it.
# Afterwards $scratch is a folder that goes away in the end, $home the address of the service, $api that of its API.

say() { printf '\n--- %s (after %d s)\n' "$*" "$SECONDS"; }
python=$PWD/.venv/bin/python
scratch=$(mktemp -d)
server=

finish() {
  status=$?
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" || true
  fi
  if [ "$status" != 0 ] && [ -s "$scratch/server.log" ]; then
    { printf '\nThe end of what the server said:\n'; tail -n 40 "$scratch/server.log"; } >&2
  fi
  rm -rf "$scratch"
}
trap finish EXIT
trap 'exit 130' HUP INT TERM

# environment NAME REQUIREMENT…: Python packages in an environment of their own, $scratch/NAME.
environment() {
  local name=$1
  shift
  say "$*"
  $python -m venv "$scratch/$name"
  "$scratch/$name/bin/python" -m pip install --quiet --disable-pip-version-check "$@" 2>&1 |
    { grep -v '^WARNING: Location' || true; }
}

# refused WHAT COMMAND…: the command must fail.
refused() {
  local what=$1
  shift
  if "$@" >"$scratch/refused.log" 2>&1; then
    echo "$what: a broken copy was not noticed" >&2
    exit 1
  fi
  echo "$what: valid; a broken copy is refused"
}

say 'A server with a database of its own'
export DATABASE_URL="sqlite:///$scratch/served.sqlite3" RELEASES_DIR="$scratch/releases" RUN_DIR="$scratch/run"
export SECRET_KEY=only-for-this-server-and-gone-with-it-when-it-ends
# Without a contact there is no security.txt, and the link to it leads nowhere.
export CONTACT=mailto:editors@example.org
# Static files and .env are those of all lanes, two of which may run beside each other.
flock Makefile make prepare
PORT=$($python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export PORT
home=http://127.0.0.1:$PORT
api=$home/api/v1
$python -m gunicorn >"$scratch/server.log" 2>&1 &
server=$!
curl --silent --fail --retry 60 --retry-delay 1 --retry-connrefused "$api/openapi.json" -o "$scratch/openapi.json"
