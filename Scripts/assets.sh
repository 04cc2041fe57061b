#!/bin/bash
# Installs what browsers load and others wrote: lucide's icons and xterm.js (nicegui carries it as one ES module), at
# pinned versions with checked digests. They come as PyPI wheels (nothing of Python is run from them) and go to a folder
# that git ignores.
. "$(dirname "$0")/environment.sh"
cd "$ROOT"

target=Sources/SlipwayWeb/Assets/vendor
names=$(sed -n 's/^  case [A-Za-z]* = "\([a-z0-9-]*\)"$/\1/p' Sources/SlipwayWeb/Components/Icon.swift)
stamp=$(printf '%s\n' "$names" | cat - Scripts/assets.sh | sha256sum | cut -d' ' -f1)
if [ "$(cat "$target/.stamp" 2>/dev/null || true)" = "$stamp" ]; then exit 0; fi

python=$VENV/bin/python
if [ ! -x "$python" ]; then python3 -m venv "$VENV"; fi
say "Installing icons and the terminal"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/pinned.txt" <<'PINS'
lucide==1.1.4 --hash=sha256:c2aa88a2bd7d99fcb56a9cdd4959cdf0c5ecd75f05d7ebbeb41010341639f449
nicegui==3.18.0 --hash=sha256:a2bd51642312d98aab6d8b641245d796ff1b89da5829777170bcc488140c3dcd
PINS
"$python" -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
  --dest "$work" --requirement "$work/pinned.txt"

rm -rf "$target"
mkdir -p "$target"
NAMES=$names "$python" - "$work" "$target" <<'PYTHON'
import io, os, pathlib, re, sys, zipfile
work, target = map(pathlib.Path, sys.argv[1:])
lucide = zipfile.ZipFile(next(work.glob("lucide-*.whl")))
icons = zipfile.ZipFile(io.BytesIO(lucide.read("lucide/lucide.zip")))
lines = []
for name in os.environ["NAMES"].split():
    drawing = icons.read(name + ".svg").decode()
    inner = re.sub(r"\s+", " ", re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.S).group(1)).replace("> <", "><").strip()
    lines.append(f'<symbol id="i-{name}" viewBox="0 0 24 24">{inner}</symbol>')
svg = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(lines) + "\n</svg>\n"
(target / "icons.svg").write_text(svg)
xterm = zipfile.ZipFile(next(work.glob("nicegui-*.whl")))
module = xterm.read("nicegui/elements/xterm/dist/index.js").decode()
(target / "xterm.js").write_text(re.sub(r"\n//# sourceMappingURL=.*", "", module))
(target / "xterm.css").write_bytes(xterm.read("nicegui/elements/xterm/dist/xterm.css"))
PYTHON
printf '%s\n' "$stamp" >"$target/.stamp"
