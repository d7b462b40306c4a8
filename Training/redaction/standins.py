#!/usr/bin/env python3
"""Looks whether texts still read after every suggestion was taken as offered.

    firsthand-review suggest SET --format jsonl --accepted --policies Policies > out
    standins.py SET out [--brackets removed] [--show KIND]

Prints how often each fault stands in the set, and exits 1 if any does:

  touching    two stand-ins with nothing but blanks between them
  swallowed   a word beside a suggestion that is gone, and is no article, preposition, label of years or title
  doubled     an article or a preposition twice: "a a", "the a", "en en", "de el"
  article     "a" before a vowel, "an" before a consonant
  capital     a sentence that began with a capital and now begins with a small letter
  brackets    brackets that the policy does not ask for
  language    an English phrase in a Spanish sentence, and the reverse
"""
import argparse, collections, json, re, sys

SMALL = set("""a an the in on at of from to by for since until till between and as during through
el la los las un una unos unas lo al del de en a desde hasta para por con y durante as como""".split())
# What belongs to a number or an amount and goes with it.
UNITS = set("""year years yr yrs old yo y o age month of de edad ano anos año años añitos anitos rs s""".split())
ENGLISH = {"the", "and", "was", "in", "of", "to", "my", "a", "for", "with", "he", "she", "that", "at", "is", "on", "me", "they"}
SPANISH = {"el", "la", "que", "de", "en", "y", "mi", "los", "las", "con", "por", "un", "una", "me", "se", "era", "del", "al", "es"}
EN_PHRASE = re.compile(r"\b(an?|the|in my|one|that|many|some|another|under|over|where I|from a|on a|at a|in a)\b", re.I)
ES_PHRASE = re.compile(r"\b(un|una|el|la|otro|otra|varios|varias|muchos|décadas?|donde|privad[oa])\b", re.I)


def words(text):
    return re.findall(r"[^\W_]+", text)


def is_vowel(word):
    low = word.lower()
    if re.match(r"(uni|use|usu|one|eu|ur)", low):
        return False
    return low[0] in "aeiou" or re.match(r"(hour|honest|honor|heir|8|11$|18$)", low) is not None


def language(text, start, end):
    near = words(text[max(0, start - 60):start])[-7:] + words(text[end:end + 50])[:5]
    english = sum(w.lower() in ENGLISH - SPANISH for w in near)
    spanish = sum(w.lower() in SPANISH - ENGLISH for w in near)
    return "en" if english >= 3 > spanish * 3 else "es" if spanish >= 3 > english * 3 else None


def starts_sentence(text, start):
    before = text[:start].rstrip(" \"“«‘'([¿¡")
    if not before or before.endswith(("\n", "!", "?")):
        return True
    return bool(re.search(r"[^\W\d_]{3,}[.]$", before)) and not re.search(r"\b(Mr|Mrs|Ms|Dr|Sgt|Cpl|Lt|Ave|apt|Atty|Srta|Ptl|Ofc|Div|Hon|Rev|approx)[.]$", before, re.I)


def faults(text, found, brackets):
    """Each fault as (kind, what is seen), from the original and its replacements."""
    lower = [word.lower() for word in words(text)]
    main = "es" if sum(w in SPANISH - ENGLISH for w in lower) > sum(w in ENGLISH - SPANISH for w in lower) else "en"
    done, position, where = "", 0, []
    for item in found:
        done += text[position:item["start"]]
        where.append((len(done), len(done) + len(item["text"])))
        done += item["text"]
        position = item["end"]
    done += text[position:]

    def seen(place):
        return done[max(0, place[0] - 30):place[1] + 25].replace("\n", "/")

    for item, place, after in zip(found, where, where[1:] + [None]):
        said = item["text"]
        joined = after and not said.endswith(",") and not done[place[1]:after[0]].strip(" \t\u00a0") and "\n" not in done[place[1]:after[0]]
        # "in a town in 2019": the preposition keeps them apart.
        if joined and not re.match(r"(in|on|at|for|from|under|of|en|de|a|al|del|durante|desde|con)\b", done[after[0]:], re.I):
            yield "touching", seen(place)
        covered = [False] * (item["end"] - item["start"])
        for start, end in item["spans"]:
            for index in range(max(start, item["start"]), min(end, item["end"])):
                covered[index - item["start"]] = True
        for match in re.finditer(r"[^\W_]+", text[item["start"]:item["end"]]):
            if not all(covered[match.start():match.end()]) and match.group().lower() not in SMALL | UNITS:
                yield "swallowed", f"{match.group()}: " + text[max(0, item["start"] - 30):item["end"] + 25].replace("\n", "/")
        before = re.search(r"(?<!\w)([^\W\d_]+)[ \t]+[\"“«‘']?$", done[:place[0]])
        first = words(said)[0] if words(said) else ""
        had = words(text[item["start"]:item["end"]])[:1]
        # A preposition that stood there twice, or belongs to the verb before it: "voted in in 2004".
        doubles = {"in", "on", "at", "to", "from", "of", "by", "en", "de", "a"}
        kept = bool(had) and (had[0].lower() == first.lower() or had[0].lower() in doubles)
        if before and not said.startswith("[") and not kept:
            pair = (before.group(1).lower(), first.lower())
            articles = {"a", "an", "the"} if language(text, item["start"], item["end"]) != "es" else set()
            spanish = {"el", "la", "los", "las", "un", "una"}
            prepositions = {"in", "on", "at", "to", "from", "of", "en", "de", "desde", "hasta", "para", "por", "del", "al"}
            mine = {"my", "his", "her", "our", "their", "your", "mi", "mis", "su", "sus", "tu"}
            if pair[0] in articles and pair[1] in articles | {"one", "another", "some"} or pair[0] in spanish and pair[1] in spanish:
                yield "doubled", seen(place)
            elif pair[0] in mine and pair[1] in articles | spanish - {"la"}:
                yield "doubled", seen(place)
            elif pair[0] in prepositions and pair[1] in prepositions and pair[0] != "from" or pair in {("de", "el"), ("a", "el")}:
                yield "doubled", seen(place)
        if before and before.group(1).lower() in {"a", "an"} and first and first.lower() not in ("un", "una", "otro", "otra") and main == "en" and language(text, item["start"], item["end"]) != "es":
            if (before.group(1).lower() == "an") != bool(is_vowel(first)):
                yield "article", seen(place)
        inner = re.match(r"\[?(an?)\s+\[?([^\W_]+)", said, re.I)
        if inner and (inner.group(1).lower() == "an") != bool(is_vowel(inner.group(2))) and inner.group(2).lower() not in ("un", "una", "la", "el", "otro", "otra"):
            yield "article", seen(place)
        if starts_sentence(text, item["start"]) and text[item["start"]].isupper() and said[:1].islower():
            yield "capital", seen(place)
        if "[" in said and brackets == "none" or "[" in said and brackets == "removed" and not re.search(r"\[(left out|omitido|[\w ]+ \d+)\]", said, re.I):
            yield "brackets", seen(place)
        spoken = language(text, item["start"], item["end"])
        if "PERSON" not in item["types"] and not said.startswith("["):
            if spoken == "es" and EN_PHRASE.match(said) and not ES_PHRASE.match(said) and not said.lower().startswith("a "):
                yield "language", seen(place)
            if spoken == "en" and ES_PHRASE.match(said):
                yield "language", seen(place)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("set")
    parser.add_argument("out")
    parser.add_argument("--brackets", default="removed", choices=["none", "removed", "all"])
    parser.add_argument("--show", default="")
    options = parser.parse_args()
    texts = {}
    for line in open(options.set, encoding="utf-8"):
        if line.strip():
            entry = json.loads(line)
            texts[str(entry["id"])] = entry["text"]
    counts, replaced = collections.Counter(), 0
    for line in open(options.out, encoding="utf-8"):
        entry = json.loads(line)
        found = entry["replacements"]
        replaced += len(found)
        for kind, what in faults(texts[str(entry["id"])], found, options.brackets):
            counts[kind] += 1
            if options.show in (kind, "all"):
                print(f"{kind}\t{entry['id']}\t{what}")
    kinds = ["touching", "swallowed", "doubled", "article", "capital", "brackets", "language"]
    print(f"{replaced} stand-ins: " + ", ".join(f"{kind} {counts[kind]}" for kind in kinds))
    sys.exit(1 if counts else 0)


if __name__ == "__main__":
    main()
