/// A section of a policy file, read key by key, strictly.
///
/// Every error says what the key must be, whether its value is missing or wrong.
struct PolicyReader {
    let file: String
    private let path: String
    private let line: Int
    private let entries: [String: PolicyValue.Entry]

    /// Takes a section in which only `keys` may stand.
    ///
    /// - Throws: `PolicyError(.unknownKey)` for the first other key.
    init(
        entries: [PolicyValue.Entry], keys: [String], file: String, path: String = "", line: Int = 1
    ) throws(PolicyError) {
        self.file = file
        self.path = path
        self.line = line
        self.entries = Dictionary(entries.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        for entry in entries where !keys.contains(entry.key) {
            throw PolicyError(
                .unknownKey, file: file, line: entry.line, key: path + entry.key,
                "is not known here; the keys are: \(keys.joined(separator: ", "))")
        }
    }

    /// Whether the key stands in the file, for the few that may be left out.
    func has(_ key: String) -> Bool { entries[key] != nil }

    /// A whole number within bounds.
    func wholeNumber(_ key: String, _ bounds: ClosedRange<Int>) throws(PolicyError) -> Int {
        let must = "must be a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
        let entry = try entry(key, must)
        guard case .scalar(let text, isPlain: true) = entry.value, !text.isEmpty,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text.utf8.first != 0x30 || text == "0"
        else { throw error(.wrongType, entry, must) }
        guard let number = Int(text), bounds.contains(number) else { throw error(.outOfBounds, entry, must) }
        return number
    }

    /// `yes` or `no`.
    func yesOrNo(_ key: String) throws(PolicyError) -> Bool {
        let must = "must be yes or no, without quotes"
        let entry = try entry(key, must)
        guard case .scalar(let text, isPlain: true) = entry.value, ["yes", "no"].contains(text) else {
            throw error(.wrongType, entry, must)
        }
        return text == "yes"
    }

    /// Words that `isValid` accepts; `what` says which those are.
    func text(_ key: String, _ what: String, where isValid: (String) -> Bool) throws(PolicyError) -> String {
        let must = "must be \(what)"
        let entry = try entry(key, must)
        guard case .scalar(let text, _) = entry.value else { throw error(.wrongType, entry, must) }
        guard isValid(text) else { throw error(.badChoice, entry, must) }
        return text
    }

    /// A list without repetition of words that `isValid` accepts; `what` says which those are.
    func list(
        _ key: String, _ what: String, mayBeEmpty: Bool = false, where isValid: (String) -> Bool
    ) throws(PolicyError) -> [String] {
        let must = "must be a list of \(what)"
        let entry = try entry(key, must)
        guard case .list(let items) = entry.value else { throw error(.wrongType, entry, must) }
        guard mayBeEmpty || !items.isEmpty else { throw error(.missingValue, entry, "\(must), with at least one") }
        var words: [String] = []
        for item in items {
            guard case .scalar(let word, _) = item.value else { throw error(.wrongType, entry, must, line: item.line) }
            guard isValid(word) else { throw error(.badChoice, entry, must, line: item.line) }
            guard !words.contains(word) else {
                throw error(.repeated, entry, "must not name anything twice", line: item.line)
            }
            words.append(word)
        }
        return words
    }

    /// A list without repetition of values that the programs know.
    func choices<Choice: RawRepresentable<String> & CaseIterable>(_ key: String) throws(PolicyError) -> [Choice] {
        let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return try list(key, "\(key) from: \(known)") { Choice(rawValue: $0) != nil }
            .compactMap { Choice(rawValue: $0) }
    }

    /// What is thrown when values that are right alone do not fit together.
    func refusal(_ key: String, _ must: String) -> PolicyError {
        PolicyError(.badChoice, file: file, line: entries[key]?.line ?? line, key: path + key, must)
    }

    /// A section within this one, in which only `keys` may stand.
    func section(_ key: String, keys: [String]) throws(PolicyError) -> PolicyReader {
        let must = "must be a section with the keys: \(keys.joined(separator: ", "))"
        let entry = try entry(key, must)
        guard case .section(let entries) = entry.value else { throw error(.wrongType, entry, must) }
        return try PolicyReader(
            entries: entries, keys: keys, file: file, path: "\(path)\(key).", line: entry.line)
    }

    /// A list of sections, in each of which only `keys` may stand; it may be empty.
    func sections(_ key: String, keys: [String]) throws(PolicyError) -> [PolicyReader] {
        let must = "must be a list of sections with the keys: \(keys.joined(separator: ", "))"
        let entry = try entry(key, must)
        guard case .list(let items) = entry.value else { throw error(.wrongType, entry, must) }
        var sections: [PolicyReader] = []
        for item in items {
            guard case .section(let entries) = item.value else { throw error(.wrongType, entry, must, line: item.line) }
            sections.append(
                try PolicyReader(entries: entries, keys: keys, file: file, path: "\(path)\(key).", line: item.line))
        }
        return sections
    }

    /// The keys and values of a section whose keys are free; `what` says what it holds.
    func entries(_ key: String, _ what: String) throws(PolicyError) -> [PolicyValue.Entry] {
        let must = "must be a section with \(what)"
        let entry = try entry(key, must)
        guard case .section(let entries) = entry.value, !entries.isEmpty else { throw error(.wrongType, entry, must) }
        return entries
    }

    /// The sections of a section whose keys are free, each with only `keys` in it.
    func sections(
        _ key: String, _ what: String, keys: [String]
    ) throws(PolicyError) -> [(key: String, reader: PolicyReader)] {
        var sections: [(key: String, reader: PolicyReader)] = []
        for entry in try entries(key, what) {
            let must = "must be a section with the keys: \(keys.joined(separator: ", "))"
            guard case .section(let inner) = entry.value else {
                throw PolicyError(.wrongType, file: file, line: entry.line, key: "\(path)\(key).\(entry.key)", must)
            }
            let reader = try PolicyReader(
                entries: inner, keys: keys, file: file, path: "\(path)\(key).\(entry.key).", line: entry.line)
            sections.append((key: entry.key, reader: reader))
        }
        return sections
    }

    /// Words in each of `languages`, on one line each; `what` says which those are.
    ///
    /// Words in one of `others` may stand beside them, and are not read: the policies that come with the programs have more
    /// languages than a form need have.
    func words(
        _ key: String, _ languages: [String], others: [String] = [], _ what: String = "words", maximum: Int
    ) throws(PolicyError) -> [String: String] {
        let reader = try section(key, keys: languages + others)
        var words: [String: String] = [:]
        for language in languages {
            words[language] = try reader.text(language, "\(what): 1 to \(maximum) characters, on one line") {
                Wording.isLine($0, maximum: maximum)
            }
        }
        return words
    }

    /// The languages beside `languages` in which a key has words.
    func others(_ key: String, than languages: [String]) throws(PolicyError) -> [String] {
        guard case .section(let entries)? = entries[key]?.value else { return [] }
        return entries.map(\.key).filter { Wording.isLanguageCode($0) && !languages.contains($0) }
    }

    /// Words in some of `languages`: in none if the key is left out, and in one at least of these or `others` if it is there.
    func some(
        _ key: String, _ languages: [String], others: [String] = [], _ what: String, where isValid: (String) -> Bool
    ) throws(PolicyError) -> [String: String] {
        guard has(key) else { return [:] }
        let reader = try section(key, keys: languages + others)
        var words: [String: String] = [:]
        for language in languages where reader.has(language) {
            words[language] = try reader.text(language, what, where: isValid)
        }
        guard !words.isEmpty || others.contains(where: reader.has) else {
            throw refusal(key, "must have \(what), in one language at least")
        }
        return words
    }

    private func entry(_ key: String, _ must: String) throws(PolicyError) -> PolicyValue.Entry {
        guard let entry = entries[key] else {
            throw PolicyError(.missingKey, file: file, line: line, key: path + key, "is missing: it \(must)")
        }
        guard !entry.value.isEmpty else { throw error(.missingValue, entry, "has no value: it \(must)") }
        return entry
    }

    private func error(
        _ code: PolicyError.Code, _ entry: PolicyValue.Entry, _ expected: String, line: Int? = nil
    ) -> PolicyError {
        PolicyError(code, file: file, line: line ?? entry.line, key: path + entry.key, expected)
    }
}
