"""Fetch and patch the third-party files under static/, and record what they are.

Run `python scripts/vendor.py` after changing a version here; it needs npm on the PATH. The files
and static/VENDORED.md are committed, so nobody needs npm to run the service.
"""

import hashlib
import io
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
NHS = "package/dist/nhsuk/"
NHS_ICONS = ("arrow-down", "arrow-up", "arrow-up-down", "cross")


def without_source_map(content: bytes) -> bytes:
    """Drop the pointer to a source map that we do not ship."""
    return re.sub(rb"\n?(/\*|//)# sourceMappingURL=[^\n*]*(\*/)?\n?$", b"\n", content)


def patched_css(content: bytes) -> bytes:
    """No font from another host, and images found beside the stylesheet."""
    content = re.sub(rb"@font-face\{[^}]*\}", b"", content)
    content = content.replace(b"url(/assets/images/", b"url(assets/images/")
    return without_source_map(content)


def unchanged(content: bytes) -> bytes:
    return content


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    licence: str
    files: dict[str, tuple[str, Callable[[bytes], bytes]]]


PACKAGES = (
    Package(
        "nhsuk-frontend",
        "10.6.1",
        "MIT (the NHS logo and typeface are not covered)",
        {
            f"{NHS}nhsuk-frontend.min.css": ("nhsuk/nhsuk-frontend-10.6.1.min.css", patched_css),
            f"{NHS}nhsuk-frontend.min.js": (
                "nhsuk/nhsuk-frontend-10.6.1.min.js",
                without_source_map,
            ),
            **{
                f"{NHS}assets/images/nhsuk-icon-{icon}.svg": (
                    f"nhsuk/assets/images/nhsuk-icon-{icon}.svg",
                    unchanged,
                )
                for icon in NHS_ICONS
            },
        },
    ),
    Package(
        "htmx.org",
        "2.0.11",
        "0BSD",
        {"package/dist/htmx.min.js": ("vendor/htmx-2.0.11.min.js", without_source_map)},
    ),
    Package(
        "@github/markdown-toolbar-element",
        "2.2.3",
        "MIT",
        {
            "package/dist/index.js": (
                "vendor/markdown-toolbar-element-2.2.3.js",
                without_source_map,
            )
        },
    ),
    Package(
        "@expo-google-fonts/arimo",
        "0.4.3",
        "OFL-1.1",
        {
            f"package/{style}/Arimo_{style}.ttf": (f"vendor/fonts/Arimo_{style}.ttf", unchanged)
            for style in ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")
        },
    ),
    Package(
        "@expo-google-fonts/noto-naskh-arabic",
        "0.4.5",
        "OFL-1.1",
        {
            f"package/{style}/NotoNaskhArabic_{style}.ttf": (
                f"vendor/fonts/NotoNaskhArabic_{style}.ttf",
                unchanged,
            )
            for style in ("400Regular", "700Bold")
        },
    ),
    *(
        Package(
            f"@expo-google-fonts/noto-sans-{script.lower()}",
            version,
            "OFL-1.1",
            {
                f"package/{style}/NotoSans{script}_{style}.ttf": (
                    f"vendor/fonts/NotoSans{script}_{style}.ttf",
                    unchanged,
                )
                for style in ("400Regular", "700Bold")
            },
        )
        for script, version in (("Bengali", "0.4.4"), ("Gujarati", "0.4.2"), ("Gurmukhi", "0.4.1"))
    ),
)


def fetch(package: Package, folder: Path) -> tarfile.TarFile:
    subprocess.run(
        ["npm", "pack", "--silent", f"{package.name}@{package.version}"],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (archive,) = folder.glob("*.tgz")
    content = archive.read_bytes()
    archive.unlink()
    return tarfile.open(fileobj=io.BytesIO(content))


def unpack(package: Package, archive: tarfile.TarFile) -> list[str]:
    rows = []
    for member, (target, patch) in package.files.items():
        source = archive.extractfile(member)
        assert source is not None, f"{package.name} no longer holds {member}"
        content = patch(source.read())
        path = STATIC / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        rows.append(
            f"| {package.name} | {package.version} | {package.licence} | `{target}` | `{digest}` |"
        )
    return rows


def main() -> None:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for package in PACKAGES:
            with fetch(package, Path(folder)) as archive:
                rows += unpack(package, archive)
    (STATIC / "VENDORED.md").write_text(
        "# Files of others\n\n"
        "Written by `scripts/vendor.py`, checked by `tests/web/test_vendored.py`. In the NHS\n"
        "stylesheet the two web fonts are removed and image paths made relative; pointers to\n"
        "source maps are dropped everywhere. Licence texts: `LICENCES.md`.\n\n"
        "| Package | Version | Licence | File | sha256 |\n| --- | --- | --- | --- | --- |\n"
        + "\n".join(rows)
        + "\n"
    )


if __name__ == "__main__":
    main()
