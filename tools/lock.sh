# Resolves requirements.in and tests/requirements.in again into hashed locks for Python 3.11 to 3.13.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check uv

# One lock for all three Pythons and every system: that is what --universal is for.
lock() {
    "$folder/bin/uv" pip compile --quiet --upgrade --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-header "$@"
}

lock requirements.in -o requirements.txt
lock tests/requirements.in -c requirements.txt -o tests/requirements.txt
