import ArgumentParser
import Console
import Files
import FoundationEssentials
import Glibc
import Policies
import Redaction

/// Shows what could identify someone in any text file outside the vault.
struct Suggest: ParsableCommand {
    /// How the suggestions are written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, jsonl, features
    }

    /// How much is shown.
    enum Recall: String, ExpressibleByArgument, CaseIterable {
        case strict, balanced, wide

        var value: Redactor.Recall { Redactor.Recall(rawValue: rawValue) ?? .balanced }
    }

    static let configuration = CommandConfiguration(
        abstract: "Suggest what could identify someone in a text file outside the vault.",
        usage: """
            firsthand-review suggest <file> [--format <format>]
                [--recall <recall>] [--rules-only] [--links] [--accepted]
                [<places>]
            """,
        discussion: """
            Reads a text, or JSON lines such as {"id": "a", "text": "…"}; FILE - is
            standard input. With --format json or jsonl each text becomes one line:
            {"id": "a", "language": "checked", "spans": [{"start": 0, "end": 4, "type":
            "PERSON", "reason": "…"}]}. Offsets count code points, the end not included. Suggestions
            find most of what identifies people, never all.

            With --links what is no name and may still point to one person stands beside
            what was found: a trade, a prize, an illness, each with its kind: "link": "prize".

            With --accepted it prints the text as it reads when every suggestion is taken
            as the policy offers it first. Names come in the order of the policy. In JSON
            each replacement says which code points it took the place of: {"id": "a",
            "language": "checked", "replacements": [{"start": 3, "end": 9, "spans": [[6,
            9]], "types": ["LOCATION"], "text": "in a town"}], "text": "…"}.

            Example:
              firsthand-review suggest letter.txt
              firsthand-review suggest letter.txt --accepted --policies policies
              firsthand-review suggest - --format json < stories.jsonl
            """)

    @Argument(help: ArgumentHelp("The file to read, or - for standard input.", valueName: "file"))
    var file: String

    @Option(help: "text for people; json for programs; jsonl the same, for JSON lines alone; features for training.")
    var format = Format.text

    @Option(help: "How much to show: strict, balanced or wide.")
    var recall = Recall.balanced

    @Flag(help: "Leave the model out.")
    var rulesOnly = false

    @Flag(help: "Show also what is no name and may still point to one person.")
    var links = false

    @Flag(help: "The text with every suggestion taken as offered; needs --policies.")
    var accepted = false

    @Option(help: ArgumentHelp("A folder with the policies: adds the team's own lists.", valueName: "folder"))
    var policies: String?

    @Option(help: ArgumentHelp("Another model, to measure it.", valueName: "file", visibility: .hidden))
    var model: String?

    // A story of any length that a person writes, and the 10 MB at which the engine is measured.
    private static let largestFile = 64 << 20

    func validate() throws {
        guard accepted else { return }
        guard policies != nil else { throw ValidationError("--accepted needs --policies, which has the words") }
        guard format != .features else { throw ValidationError("--accepted goes with text, json or jsonl") }
    }

    func run() throws {
        let redactor = try redactor()
        if accepted, let policies { return try writeAccepted(redactor, PolicySet.load(folder: policies).redaction) }
        for text in try texts() {
            switch format {
            case .text: Self.writeTable(redactor.findings(in: text.text), text.text)
            case .json, .jsonl: try Self.writeLine(redactor.findings(in: text.text), text)
            case .features: Self.writeFeatures(text)
            }
        }
    }

    private func redactor() throws -> Redactor {
        if let model {
            guard let redactor = Redactor(recall: recall.value, model: try Self.read(model)) else {
                throw Refusal(.badData, "this is no model", hint: "Training/redaction/train.py writes one")
            }
            return redactor
        }
        let team = try policies.map { TeamLists(try PolicySet.load(folder: $0).redaction) } ?? .none
        return Redactor(recall: recall.value, usesModel: !rulesOnly, team: team, links: links)
    }

    // MARK: Reading

    fileprivate struct Text: Decodable {
        let id: String
        let text: String
    }

    fileprivate func texts() throws -> [Text] {
        let bytes = try Self.read(file)
        let lines = bytes.starts(with: Self.byteOrderMark) ? bytes.dropFirst(Self.byteOrderMark.count) : bytes[...]
        if format == .json, lines.prefix(while: { $0 != 0x7B }).filter({ $0 > 0x20 }) == Array("[".utf8) {
            throw Refusal(.badData, "this is one JSON list", hint: "one JSON object a line, as jq -c '.[]' writes it")
        }
        guard format == .jsonl || Self.areObjects(lines) else {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw Refusal(.badData, "the file is not text in UTF-8", hint: "save it as UTF-8")
            }
            return [Text(id: file, text: text)]
        }
        var number = 0
        return try lines.split(separator: 0x0A, omittingEmptySubsequences: false).compactMap { line in
            number += 1
            guard line.contains(where: { $0 > 0x20 }) else { return nil }
            do { return try JSONDecoder().decode(Text.self, from: Data(line)) } catch {
                throw Refusal(
                    .badData, "line \(number) is not {\"id\": \"…\", \"text\": \"…\"}", hint: "one JSON object a line")
            }
        }
    }

    /// Whether the first line that is not blank is a JSON object; a text may begin with a bracket too.
    private static func areObjects(_ lines: ArraySlice<UInt8>) -> Bool {
        let first = lines.drop { $0 <= 0x20 }.prefix { $0 != 0x0A }
        guard first.first == 0x7B else { return false }
        return (try? JSONDecoder().decode(SomeObject.self, from: Data(first))) != nil
    }

    private struct SomeObject: Decodable {}

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private static func read(_ path: String) throws -> [UInt8] {
        if path == "-" { return try Prompt.bytes(descriptor: 0, limit: largestFile) }
        do throws(FileError) { return try InputFile(path).bytes(limit: largestFile) } catch {
            guard error.code != .tooLong else { throw TerminalError.tooLong }
            throw error.code == .notAFile
                ? Refusal(.noInput, "this is a folder", hint: "give one file, or - for standard input")
                : Refusal(
                    .noInput, "the file cannot be opened", hint: "check its name, or give - for standard input")
        }
    }

    // MARK: Writing

    private struct Span: Encodable {
        let start: Int
        let end: Int
        let type: String
        let reason: String
        let rule: String?
        let link: String?
    }

    // A line of JSON grows with the text: it is written as it is made, and never whole in memory.
    private static let spansAtOnce = 512

    private static func writeLine(_ suggestions: [Suggestion], _ text: Text) throws {
        let points = CodePoints(text.text)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        func json(_ value: some Encodable) throws -> String {
            String(decoding: try encoder.encode(value), as: UTF8.self)
        }
        let language = Redactor.knowsLanguage(of: text.text) ? "checked" : "not checked by machine"
        StandardStream.output.write("{\"id\":\(try json(text.id)),\"language\":\"\(language)\",\"spans\":[")
        for first in stride(from: 0, to: suggestions.count, by: spansAtOnce) {
            let spans = suggestions[first..<min(first + spansAtOnce, suggestions.count)].map {
                Span(
                    start: $0.range.lowerBound, end: $0.range.upperBound, type: $0.type.rawValue,
                    reason: $0.reason.words(in: points), rule: $0.rule, link: $0.link?.rawValue)
            }
            StandardStream.output.write((first > 0 ? "," : "") + String(try json(spans).dropFirst().dropLast()))
        }
        StandardStream.output.write("]}\n")
    }

    /// One line a suggestion; control characters of the file never reach the terminal.
    private static func writeTable(_ suggestions: [Suggestion], _ text: String) {
        let points = CodePoints(text)
        if !Redactor.knowsLanguage(of: text) {
            StandardStream.output.write("Not checked by machine: this language is not one that the program knows.\n")
        }
        for suggestion in suggestions {
            let (range, words) = (suggestion.range, String(points[suggestion.range]))
            let reason = suggestion.reason.words(in: points)
            StandardStream.output.write(
                TerminalText.line(
                    "\(range.lowerBound)-\(range.upperBound)  \(suggestion.type.rawValue)  \(words)  (\(reason))")
                    + "\n")
        }
    }

    private static func writeFeatures(_ text: Text) {
        for run in TrainingRun.runs(of: text.text) {
            var lines = "# \(text.id)\n"
            for (index, range) in run.ranges.enumerated() {
                let row = run.rows[index].map { String($0, radix: 16) }.joined(separator: " ")
                lines += "\(range.lowerBound) \(range.upperBound) \(run.ruleLabels[index]) \(row)\n"
            }
            StandardStream.output.write(lines)
        }
    }
}

// MARK: With everything taken as offered

extension Suggest {
    private struct Accepted: Encodable {
        let id: String
        let language: String
        let replacements: [Replaced]
        let text: String
    }

    private struct Replaced: Encodable {
        let start: Int
        let end: Int
        let spans: [[Int]]
        let types: [String]
        let text: String
    }

    private func writeAccepted(_ redactor: Redactor, _ policy: RedactionPolicy) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for text in try texts() {
            var plan = RedactionPlan(text.text, redactor: redactor)
            let language = StoryLanguage(plan.language, form: policy.languages[0]).ofStandIns
            plan.takeOffers(of: policy, language: language)
            let words = StandInWords(policy, language: language)
            let redacted = try plan.draft(words).apply()
            let out = redacted.text(ending: policy.changed(in: language))
            guard format != .text else {
                // Line ends stay; no other control character of the file reaches the terminal.
                let lines = out.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
                StandardStream.output.write(lines.map { TerminalText.line(String($0)) }.joined(separator: "\n") + "\n")
                continue
            }
            let replacements = plan.replacements(words).map { replacement in
                Replaced(
                    start: replacement.range.lowerBound, end: replacement.range.upperBound,
                    spans: replacement.mentions.map { [$0.lowerBound, $0.upperBound] },
                    types: replacement.types.map(\.rawValue), text: replacement.standIn.text)
            }
            let accepted = Accepted(
                id: text.id, language: plan.isChecked ? "checked" : "not checked by machine",
                replacements: replacements,
                text: out)
            StandardStream.output.write(String(decoding: try encoder.encode(accepted), as: UTF8.self) + "\n")
        }
    }
}
