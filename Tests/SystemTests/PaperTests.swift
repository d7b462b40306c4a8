import Foundation
import Testing

/// The form for people inside, as the real program writes it.
@Suite final class PaperTests {
    private let folder: String

    /// The configuration of an intake that never ran, and a copy of the policies that ship.
    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "paper-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: Programs.policies, toPath: folder + "/policies")
        try Organisation.configuration(policies: "policies").write(
            toFile: folder + "/intake.yaml", atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Lets the policies say where letters come in.
    private func takeInLetters() throws {
        let file = folder + "/policies/form.yaml"
        let lines = "\nmail-address:\n  en: [Example Letters, A town]\n  es: [Cartas de Ejemplo, Un pueblo]\n"
        let form = try String(contentsOfFile: file, encoding: .utf8)
        try (form + lines).write(toFile: file, atomically: true, encoding: .utf8)
    }

    private func paper(_ arguments: [String]) throws -> Programs.Answer {
        try Programs.run("firsthand-intake", ["paper", "--config", folder + "/intake.yaml"] + arguments, in: folder)
    }

    /// The words of every code in sheets, in their order.
    private func words(_ html: String) -> [String] {
        html.components(separatedBy: "<ol class=\"words\">").dropFirst().flatMap { list in
            (list.components(separatedBy: "</ol>").first ?? "").components(separatedBy: "<li>").dropFirst()
                .map { String($0.prefix { $0 != "<" }) }
        }
    }

    @Test func `sheets go into a new file that only its owner may read, and nothing that is there is written over`()
        throws
    {
        try takeInLetters()
        let file = folder + "/sheets.html"
        let answer = try paper(["--language", "es", "--count", "2", "--to", file])
        #expect(answer.status == 0 && answer.output.isEmpty)
        #expect(answer.errors.hasPrefix("\(file): 2 sheets"))
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        let html = try String(contentsOfFile: file, encoding: .utf8)
        #expect(html.contains("lang=\"es\"") && html.contains("Cartas de Ejemplo"))
        #expect(words(html).count == 40)

        let again = try paper(["--to", file])
        #expect(again.status == 73 && again.errors.contains("there already"))
        #expect(try String(contentsOfFile: file, encoding: .utf8) == html)
    }

    @Test func `sheets can go to standard output, in the first language`() throws {
        try takeInLetters()
        let answer = try paper([])
        #expect(answer.status == 0 && answer.errors.isEmpty)
        #expect(answer.text.contains("lang=\"en\"") && answer.text.hasSuffix("</html>\n"))
        #expect(words(answer.text).count == 20)
    }

    @Test func `no sheet is shown on a terminal, which would keep its code`() throws {
        try takeInLetters()
        let command = "'\(Programs.folder)/firsthand-intake' paper --config '\(folder)/intake.yaml'"
        let answer = try Programs.run("/usr/bin/script", ["-qec", command, "/dev/null"])
        #expect(answer.status == 77 && answer.text.contains("--to sheets.html"))
        #expect(words(answer.text).isEmpty)
    }

    @Test func `nothing of a sheet is kept, and no two sheets have the same code`() throws {
        try takeInLetters()
        let first = words(try paper([]).text)
        let key = try Data(contentsOf: URL(filePath: folder + "/form.key"))
        let second = words(try paper([]).text)
        #expect(first.count == 20 && second.count == 20 && first != second)
        #expect(try Data(contentsOf: URL(filePath: folder + "/form.key")) == key)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(left == ["form.key", "form.key.lock", "intake.yaml", "policies"])
    }

    @Test func `without an address for letters nothing is printed, and the error says where it goes`() throws {
        let answer = try paper(["--to", "sheets.html"])
        #expect(answer.status == 78)
        #expect(answer.errors.contains("mail-address") && answer.errors.contains("form.yaml"))
        #expect(!FileManager.default.fileExists(atPath: folder + "/sheets.html"))
    }

    @Test(arguments: [
        (["--language", "fr"], "en, es"), (["--count", "0"], "from 1 to 1000"),
        (["--count", "1001"], "from 1 to 1000"),
    ])
    func `a language or a number that there is not is refused with what there is`(
        arguments: [String], says: String
    ) throws {
        try takeInLetters()
        let answer = try paper(arguments)
        #expect(answer.status == 64 && answer.output.isEmpty)
        #expect(answer.errors.contains(says))
    }
}
