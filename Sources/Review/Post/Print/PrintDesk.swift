import Console
import Envelope
import Files
import FoundationEssentials
import HTML
import Policies

/// Makes what goes out by post: HTML for a browser or weasyprint.
///
/// It writes no story: only letters, and the text that a survivor asked to see first.
struct PrintDesk {
    private let languages: Languages
    private let templates: LetterTemplates
    private let policies: PolicySet
    private let policyFolder: String

    init(_ options: DeskOptions, _ languages: Languages, _ policies: PolicySet) throws {
        self.languages = languages
        self.policies = policies
        policyFolder = options.policies
        templates = try options.letterTemplates(policies)
    }

    /// The language that a case is answered in: its own, if there are pages in it.
    func language(_ code: String?) -> Language { code.flatMap { languages[$0] } ?? languages.first }

    /// A letter.
    func letter(_ text: String, _ language: Language) throws -> String {
        try render(language, mail: "mail", letter: text, ["again": printed("again", language)])
    }

    /// The answer to someone who wrote without our sheet: it says that the letter came, and carries the code.
    func firstAnswer(_ words: [String], _ language: Language) throws -> String {
        let text = templates.letter(.received, .paper, in: language.code) ?? ""
        let key: [String: any Sendable] = [
            "head": said("receipt.code-head", language), "what": said("paper.code", language),
            "new": printed("code", language), "nothing": printed("code-nothing", language),
            "words": words.map { ["word": $0] }, "read": said("paper.sent", language),
        ]
        return try render(
            language, mail: "mail", letter: text, ["again": printed("again", language), "key": key])
    }

    /// The text that would be published, with the slip that comes back.
    ///
    /// Signs that cannot be seen are shown by their names, as on the screen.
    func proof(_ manuscript: Manuscript, _ code: CheckCode, _ language: Language) throws -> String {
        let notes = manuscript.contentNotes.map { language.texts["note.\($0)"] ?? $0 }.joined(separator: ", ")
        let proof: [String: any Sendable] = [
            "head": said("text.title", language), "number": printed("number", language), "check": "\(code)",
            "lead": said("text.lead", language), "text-language": manuscript.language,
            "title": TerminalText.line(manuscript.title),
            "text": Self.paragraphs(TerminalText.sanitise(manuscript.text)),
            "credit-label": said("text.credit", language),
            "credit": manuscript.credit.isEmpty
                ? said("consent.no-credit", language) : TerminalText.line(manuscript.credit),
            "has-notes": !notes.isEmpty, "notes-label": printed("notes", language), "notes": notes,
            "slip-head": printed("slip-head", language),
            "slip": printed("slip", language), "not-yet": said("text.not-yet", language),
            "back": try address(language), "agree": said("text.agree", language),
            "change": said("text.change", language), "refuse": said("text.refuse", language),
            "what-change": said("text.words", language),
        ]
        let text = templates.letter(.signOff, .paper, in: language.code) ?? ""
        return try render(language, mail: "proof-mail", letter: text, ["proof": proof])
    }

    private func render(
        _ language: Language, mail: String, letter: String, _ more: [String: any Sendable]
    ) throws -> String {
        var values: [String: any Sendable] = [
            "code": language.code, "direction": language.direction.rawValue, "tab": said("paper.tab", language),
            "address": try address(language), "mail": printed(mail, language),
            "letter": Self.paragraphs(TerminalText.sanitise(letter)),
        ]
        values.merge(more) { $1 }
        guard let page = try PrintTemplates.all().render(values, as: "post") else {
            throw Refusal(.configuration, "the letter cannot be made")
        }
        return page
    }

    /// Where letters come in: on the envelope that goes out, and on the slip that comes back.
    private func address(_ language: Language) throws(Refusal) -> [[String: any Sendable]] {
        guard let lines = policies.form.mailAddress?[language.code] else {
            throw Refusal(
                .configuration, "the policies do not say where letters come in, so nobody could write back",
                hint: "set mail-address in \(policyFolder)/form.yaml, for each language")
        }
        return lines.map { ["line": $0] }
    }

    private static func paragraphs(_ text: String) -> [[String: any Sendable]] {
        text.replacing("\r\n", with: "\n").split(separator: "\n\n").map { paragraph in
            let lines: [[String: any Sendable]] = paragraph.split(separator: "\n").map { ["line": String($0)] }
            return ["lines": lines]
        }
    }

    private func said(_ key: String, _ language: Language) -> String { language.texts[key] ?? key }
    private func printed(_ key: String, _ language: Language) -> String {
        templates.words(key, in: language.code) ?? key
    }
}

extension PrintDesk {
    /// What is said once a file is written.
    static func warning(_ path: String, holds what: String) -> String {
        """
        \(path): for you alone, and it holds \(what)
        hint: print it at its full size, on one side of each sheet, black on white; write the address into the window by hand; then delete the file

        """
    }
}

/// Where a page to print goes: only where the reviewer says, and only after they said that they mean it.
struct PrintOutput {
    /// A new file, or `-` for standard output.
    let to: String

    /// - Throws: `Refusal` if standard output is a terminal, which would keep it.
    func check() throws(Refusal) {
        guard to != "-" || !StandardStream.output.isTerminal else {
            throw Refusal(
                .notPermitted, "a terminal would keep what is printed on it",
                hint: "name a new file, or a printer: --to - | lp")
        }
        guard to == "-" || !InputFile.exists(to) else {
            throw Refusal(.cannotCreate, "\(to) is there already", hint: "choose a new name; nothing is overwritten")
        }
    }

    func write(_ page: String, holds what: String) throws {
        guard to != "-" else {
            guard StandardStream.output.writeAll(page) else {
                throw Refusal(.inputOutput, "it could not be written whole", hint: "throw away what came")
            }
            return
        }
        try AtomicFile.write(page, to: to, .new)
        StandardStream.error.write(PrintDesk.warning(to, holds: what))
    }
}
