#!/usr/bin/env python3
"""Says of what a program is made: a bill of materials (CycloneDX 1.5), and the licenses and notices that go with it.

Usage: materials.py BUILD CONFIGURATION TO

Reads what the linker was given for each program in BUILD (.build-release) and CONFIGURATION (release), so nothing is
listed that only stands in a manifest. Writes TO/PROGRAM.cdx.json and TO/PROGRAM.licenses. Stops if something is linked
whose license NOTICE.md does not name.
"""

import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import uuid

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
PROGRAMS = ["firsthand-intake", "firsthand-review", "firsthand-publish"]
# What each library of the Swift toolchain is part of.
TOOLCHAIN = {
    "swift-corelibs-libdispatch": ["dispatch", "BlocksRuntime", "swiftDispatch"],
    "swift-corelibs-foundation": [
        "Foundation", "CoreFoundation", "FoundationNetworking", "FoundationXML", "_CFURLSessionInterface",
        "_CFXMLInterface",
    ],
    "swift-foundation": [
        "FoundationEssentials", "FoundationInternationalization", "_FoundationCShims", "_FoundationCollections",
    ],
    "swift-foundation-icu": ["_FoundationICU"],
}


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def version():
    return re.search(r'number = "(.*)"', (REPOSITORY / "Sources/Console/Version.swift").read_text())[1]


def licenses():
    """The table of NOTICE.md: name, SPDX expression."""
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+?) \|", (REPOSITORY / "NOTICE.md").read_text(), re.M)
    return dict(rows)


def modules(products, program):
    """The modules whose objects the linker was given for a program, each with the files that it was compiled from."""
    names = {
        pathlib.PurePath(line.strip().strip("'\"")).parts
        for line in (products / f"{program}.product/Objects.LinkFileList").read_text().splitlines()
    }
    found = {}
    for parts in names:
        module = next((part[:-6] for part in parts if part.endswith(".build") and part != ".build"), None)
        if module is None or module in found:
            continue
        folder = products / f"{module}.build"
        table = folder / "output-file-map.json"
        if table.exists():
            found[module] = list(json.loads(table.read_text()))
        else:
            found[module] = " ".join(path.read_text() for path in folder.rglob("*.d")).split()
    return found


def swift_packages(build, products, program):
    """The packages that the program's modules came from, with the modules of each."""
    state = json.loads((build / "workspace-state.json").read_text())
    known = {entry["subpath"]: entry for entry in state["object"]["dependencies"]}
    used = {}
    for module, sources in modules(products, program).items():
        for source in sources:
            place = re.search(r"/checkouts/([^/]+)/", source)
            # A header of another package may be read; the module is compiled from this one.
            if place and (pathlib.PurePath(source).suffix in (".swift", ".c", ".S", ".cc")):
                used.setdefault(place[1], set()).add(module)
    for folder, names in sorted(used.items(), key=lambda item: item[0].lower()):
        entry, checkout = known[folder], build / "checkouts" / folder
        location = entry["packageRef"]["location"]
        owner = "/".join(location.removesuffix(".git").rsplit("/", 2)[1:])
        number = entry["state"]["checkoutState"]["version"]
        yield {
            "type": "library", "bom-ref": folder, "name": folder, "version": number,
            "purl": f"pkg:swift/github.com/{owner}@{number}",
            "externalReferences": [{"type": "vcs", "url": location}],
            "properties": [
                {"name": "firsthand:modules", "value": " ".join(sorted(names))},
                {"name": "firsthand:revision", "value": entry["state"]["checkoutState"]["revision"]},
                # The content alone, whoever committed it: `git rev-parse VERSION^{tree}` in the package's repository.
                {"name": "firsthand:tree", "value": run("git", "-C", str(checkout), "rev-parse", "HEAD^{tree}").strip()},
            ],
        }, [
            path for folder in [checkout, *(checkout / "Sources" / name for name in sorted(names))] if folder.is_dir()
            for path in sorted(folder.iterdir()) if re.match(r"(licen[sc]e|notice)", path.name, re.I)
        ]


def shared_libraries(program):
    """The shared libraries that the program names itself, with the file of each."""
    needed = re.findall(r"NEEDED.*\[(.*)\]", run("readelf", "-d", str(program)))
    places = dict(re.findall(r"^\s*(\S+) => (\S+)", run("ldd", str(program)), re.M))
    return {name: places.get(name, "") for name in needed}


def swift_runtime(program, libraries):
    """The parts of the Swift toolchain in a program: linked in, or beside it as in a debug build."""
    shared = {re.sub(r"^lib(.*)\.so.*$", r"\1", name) for name, place in libraries.items() if "/swift/" in place}
    number = re.search(r"Swift version (\S+)", run("swift", "--version"))[1]
    linked = set(shared)
    if not shared:
        symbols = {line.split()[-1] for line in run("nm", "--defined-only", str(program)).splitlines()}
        archives = pathlib.Path(json.loads(run("swift", "-print-target-info"))["paths"]["runtimeResourcePath"])
        for archive in sorted((archives.parent / "swift_static/linux").glob("*.a")):
            listing = subprocess.run(
                ["nm", "--extern-only", "--defined-only", str(archive)], capture_output=True, text=True).stdout
            own = {line.split()[2] for line in listing.splitlines() if re.match(r"\S+ [TDBR] ", line)}
            if own & symbols:
                linked.add(archive.name[3:-2])
    parts = {}
    for library in linked:
        part = next((part for part, names in TOOLCHAIN.items() if library in names), "swift")
        parts.setdefault(part, set()).add(library)
    for part, names in sorted(parts.items()):
        yield {
            "type": "library", "bom-ref": part, "name": part, "version": number,
            "purl": f"pkg:swift/github.com/swiftlang/{part}@{number}",
            "properties": [{"name": "firsthand:libraries", "value": " ".join(sorted(names))}],
        }


def debian_packages(libraries):
    """The Debian packages that the other shared libraries come from."""
    owners = {}
    for name, place in libraries.items():
        if "/swift/" in place or not place:
            continue
        found = subprocess.run(["dpkg", "-S", os.path.realpath(place)], capture_output=True, text=True).stdout
        # Debian 12 lists some under /lib and finds them under /usr/lib.
        found = found or run("dpkg", "-S", os.path.realpath(place).removeprefix("/usr"))
        owners.setdefault(found.split(":")[0], set()).add(name)
    for package, names in sorted(owners.items()):
        number = run("dpkg-query", "-W", "-f", "${Version}\n", package).split()[0]
        yield {
            "type": "library", "bom-ref": package, "name": package, "version": number,
            "purl": f"pkg:deb/debian/{package}@{number}",
            "properties": [{"name": "firsthand:libraries", "value": " ".join(sorted(names))}],
        }


def main():
    build, configuration, target = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
    products = build / configuration
    known = licenses()
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or run("git", "-C", str(REPOSITORY), "log", "-1", "--format=%ct")
    moment = datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    target.mkdir(parents=True, exist_ok=True)
    for program in PROGRAMS:
        libraries = shared_libraries(products / program)
        packages = list(swift_packages(build, products, program))
        parts = [component for component, _ in packages]
        parts += [*swift_runtime(products / program, libraries), *debian_packages(libraries)]
        unknown = [part["name"] for part in parts if part["name"] not in known]
        if unknown:
            sys.exit(f"{program}: NOTICE.md names no license for {', '.join(unknown)}")
        for part in parts:
            part["licenses"] = [{"expression": known[part["name"]]}]
        bill = {
            "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
            "metadata": {
                "timestamp": moment,
                "component": {
                    "type": "application", "bom-ref": program, "name": program, "version": version(),
                    "licenses": [{"expression": "AGPL-3.0-or-later"}],
                },
            },
            "components": parts,
            "dependencies": [{"ref": program, "dependsOn": [part["bom-ref"] for part in parts]}],
        }
        content = json.dumps(bill, indent=1, ensure_ascii=False)
        bill["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}"
        (target / f"{program}.cdx.json").write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n")
        texts = [(REPOSITORY / name).read_text() for name in ("NOTICE.md", "LICENSE")]
        texts += [path.read_text() for path in sorted((REPOSITORY / "Deployment/licenses").iterdir())]
        for component, files in packages:
            texts += [f"{component['name']} {component['version']}: {file.name}\n\n{file.read_text()}" for file in files]
        (target / f"{program}.licenses").write_text(f"\n{'=' * 78}\n\n".join(texts))


main()
