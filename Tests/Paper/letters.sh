# Plays a letter by post from its sheet to the printed answers, for the organization that check.sh made. To be sourced.
#
#   letters_of LANGUAGE SHEET.html FOLDER   types a fictional letter, and writes FOLDER/letter-LANGUAGE and proof-LANGUAGE

review() {
    local name=$1
    shift
    firsthand-review "$@" --vault intake/vault.sqlite --passphrase-fd 3 3<"$name/passphrase"
}

letters_of() {
    local language=$1 sheet=$2 folder=$3 code case manuscript letter title
    code=$(grep -o '<ol class="words">.*</ol>' "$sheet" | head -1 | sed 's/<[^>]*>/ /g')
    letter=$(printf '%s\n\n%s' "It was late, and Rosa held the door. We waited until the bus came." \
        "$(for part in {1..40}; do echo "Part $part: I want to say it in my own words, as well as I can, to whoever reads it."; done)")
    title="The long way home, as one of us tells it"
    printf '%s\nuse-website yes\nuse-print yes\nshow-first yes\ncredit A friend\n\n%s\n' "$code" "$letter" |
        (. ana/desk && review ana transcribe --language "$language" --text-fd 0) 2>said || fail "$(cat said)"
    case=$(grep -o 'case [0-9a-f-]*' said | head -1 | cut -d' ' -f2)
    printf '\n%s\n' "$letter" | (. ben/desk && review ben transcribe again "$case" --text-fd 0) 2>said || fail "$(cat said)"
    printf 'find\tRosa\t[Name 1]\ntitle\t%s\n' "$title" |
        (. ana/desk && review ana redact "$case" --edits-fd 0) 2>said || fail "$(cat said)"
    manuscript=$(. ana/desk && review ana log "$case" | grep -o 'manuscript [0-9a-f]*' | cut -d' ' -f2)
    rm -f "$folder"/{letter,proof}-"$language".{html,pdf}
    (. ana/desk && review ana proof "$case" --to "$folder/proof-$language.html" --confirm "$manuscript") 2>said || fail "$(cat said)"
    (. ana/desk && review ana letter "$case" --template declined --print --to "$folder/letter-$language.html" --confirm "$case") 2>said ||
        fail "$(cat said)"
}
