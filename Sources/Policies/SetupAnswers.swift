import Envelope

/// What only an organization can answer, to be written into its `form.yaml`.
public struct SetupAnswers: Sendable, Equatable {
    /// The languages of the pages, the first one first.
    public var languages: [String] = []
    /// In each language: the name of the organization, a few sentences about it, a way to reach it, and whether readers must report.
    public var name: [String: String] = [:]
    public var about: [String: String] = [:]
    public var contact: [String: String] = [:]
    public var reporting: [String: String] = [:]
    /// The day on which a lawyer was asked.
    public var lawyerAsked: String?
    /// How many days backups are kept, or `none`.
    public var backups: String?
    /// Where the pages are found; nil leaves what the file says.
    public var webAddress: String?

    public init() {}

    /// What a file answers already.
    public init(_ form: FormPolicy) {
        languages = form.languages
        webAddress = form.webAddress
        guard let organization = form.organization else { return }
        (name, about) = (organization.name, organization.about)
        (contact, reporting) = (organization.contact, organization.reporting)
        lawyerAsked = organization.lawyerAsked.description
        backups = organization.backupDays.map(String.init) ?? "none"
    }

    /// The text of `form.yaml` with these answers in it; every other line and every comment stays.
    ///
    /// - Parameters:
    ///   - text: the text of the `form.yaml` that is there.
    ///   - file: the name by which errors call it.
    /// - Throws: `PolicyError` for an answer that no `form.yaml` may hold, or for a file whose last part is not written as it
    ///   ships.
    public func written(into text: String, file: String) throws(PolicyError) -> String {
        var lines: [String] = []
        var indent: Int?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            let depth = line.prefix { $0 == " " }.count
            // The old answers of a section, one a language, make room for the new ones.
            if let above = indent {
                if depth > above, !line.allSatisfy({ $0 == " " }) { continue }
                indent = nil
            }
            switch line.drop(while: { $0 == " " }).prefix(while: { $0 != ":" }) {
            case "languages" where depth == 0: lines.append("languages: [\(languages.joined(separator: ", "))]")
            case "web-address" where depth == 0, "# web-address" where webAddress != nil:
                lines.append(webAddress.map { "web-address: \($0)" } ?? line)
            case "name" where depth == 2: indent = add(name, below: line, to: &lines)
            case "about" where depth == 2: indent = add(about, below: line, to: &lines)
            case "contact" where depth == 0: indent = add(contact, below: line, to: &lines)
            case "words" where depth == 2: indent = add(reporting, below: line, to: &lines)
            case "lawyer-asked" where depth == 2: lines.append("  lawyer-asked: \(lawyerAsked ?? "")")
            case "backups" where depth == 0: lines.append("backups: \(backups ?? "")")
            default: lines.append(line)
            }
        }
        let written = lines.joined(separator: "\n")
        let form = try FormPolicy(Array(written.utf8), name: file)
        var read = SetupAnswers(form)
        if webAddress == nil { read.webAddress = nil }
        guard form.organization == nil || read == self else {
            throw PolicyError(
                .badChoice, file: file,
                "the last part is not laid out as it ships, so the answers cannot be written into it; write them by hand"
            )
        }
        return written
    }

    /// Writes a line for each language, and gives back how far the line above them is indented.
    private func add(_ words: [String: String], below line: String, to lines: inout [String]) -> Int {
        let depth = line.prefix { $0 == " " }.count
        lines.append(line)
        for language in languages {
            let said = (words[language] ?? "").replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            lines.append(String(repeating: " ", count: depth + 2) + "\(language):\(said.isEmpty ? "" : " \"\(said)\"")")
        }
        return depth
    }
}
