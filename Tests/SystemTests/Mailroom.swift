import Foundation
import Testing

/// An organization that takes in letters: its policies say where, its intake prints sheets, and its reviewers type.
final class Mailroom {
    /// A fictional letter.
    static let words = "It was late, and Rosa held the door.\n\nMy sister in Dayton said: write it down."
    let organisation: Organisation

    init() throws {
        organisation = try Organisation()
        let policies = organisation.folder + "/policies"
        try FileManager.default.copyItem(atPath: Programs.policies, toPath: policies)
        let form = try String(contentsOfFile: policies + "/form.yaml", encoding: .utf8)
        let lines = "\nmail-address:\n  en: [Example Letters, P.O. Box 100]\n  es: [Cartas de Ejemplo, P.O. Box 100]\n"
        try (form + lines).write(toFile: policies + "/form.yaml", atomically: true, encoding: .utf8)
        organisation.policies = policies
        try organisation.configureIntake()
        // The intake makes the vault; it is not kept running.
        try organisation.startIntake()
        organisation.stopIntake()
    }

    /// The ten words of a sheet that the intake prints.
    func sheet(_ language: String = "en") throws -> String {
        let answer = try Programs.run(
            "firsthand-intake",
            ["paper", "--config", organisation.folder + "/intake.yaml", "--language", language])
        try #require(answer.status == 0, "\(answer.errors)")
        return Self.code(in: answer.text)
    }

    /// The words of the first code on a printed page.
    static func code(in page: String) -> String {
        let list = page.components(separatedBy: "<ol class=\"words\">").dropFirst().first ?? ""
        return (list.components(separatedBy: "</ol>").first ?? "").components(separatedBy: "<li>").dropFirst()
            .map { String($0.prefix { $0 != "<" }) }.joined(separator: " ")
    }

    /// Types a letter with what was marked on its sheet.
    func type(
        _ code: String, by name: String = "ana", boxes: String = "use-website yes\nshow-first yes\n",
        words: String = Mailroom.words, more: [String] = []
    ) throws -> Programs.Answer {
        try organisation.review(
            name, ["transcribe"] + more + ["--text-fd", "0"],
            input: (code.isEmpty ? "" : code + "\n") + boxes + "\n" + words)
    }

    struct Line: Decodable {
        let id: String
        let typedBy: [String]
        let waitsFor: String
    }

    func post(_ name: String = "ben") throws -> [Line] {
        let answer = try organisation.review(name, ["post", "--json"])
        try #require(answer.status == 0, "\(answer.errors)")
        return try JSONDecoder().decode([Line].self, from: Data(answer.output))
    }

    /// The first eight digits of a case that was just typed.
    static func id(_ answer: Programs.Answer) throws -> String {
        try #require(answer.status == 0, "\(answer.errors)")
        return String(try #require(answer.errors.firstMatch(of: /case ([0-9a-f]{4}-[0-9a-f]{4})/)?.1))
    }

    /// The code of the typed text, as a person reads it off the second screen.
    func typedCode(_ name: String, _ id: String) throws -> String {
        let screen = try organisation.screen(
            name, ["transcribe", "check", id], [("q leaves", "q"), ("in every word and box", "\n")])
        // The box of the sheet, not the day that follows from it.
        #expect(!screen.drawn.contains(/For how long\? \d/))
        let found = screen.drawn.firstMatch(of: /Compare with the paper: ([0-9A-Z]{4}-[0-9A-Z]{4})/)
        return String(try #require(found?.1, "\(screen.drawn.suffix(500))"))
    }

    /// The second person says that it is what the paper says.
    func compare(_ name: String, _ id: String) throws -> Programs.Answer {
        let code = try typedCode(name, id)
        return try organisation.review(name, ["transcribe", "check", id, "--confirm", code])
    }
}

/// A program in a real terminal: `script` makes one, the test types and looks.
enum Screenplay {
    /// What the screen must show before something is typed.
    typealias Step = (sees: String, types: String)

    /// Plays all steps, each within ten seconds; gives all that was drawn, and the exit code.
    ///
    /// - Parameter isCut: whether the line to the terminal breaks after the last step, and the program is hung up on.
    static func play(
        _ command: String, _ steps: [Step], isCut: Bool = false
    ) throws -> (status: Int32, drawn: String) {
        let drawn = FileManager.default.temporaryDirectory.appending(path: "screen-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: drawn.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: drawn) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/script")
        process.arguments = ["-qefc", command, "/dev/null"]
        process.environment = ProcessInfo.processInfo.environment.merging(["TERM": "xterm-256color"]) { $1 }
        let keyboard = Pipe()
        process.standardInput = keyboard
        process.standardOutput = try FileHandle(forWritingTo: drawn)
        try process.run()
        defer { if process.isRunning { process.terminate() } }
        var start = 0
        for step in steps {
            var found = false
            for _ in 0..<6_000 where !found {
                let all = Array(try Data(contentsOf: drawn))
                let text = String(decoding: all.dropFirst(start), as: UTF8.self)
                found = text.contains(step.sees)
                if found { start = all.count } else { usleep(20_000) }
            }
            let seen = String(decoding: try Data(contentsOf: drawn).suffix(600), as: UTF8.self)
            try #require(found, "\(step.sees) was not seen; the last that was: \(seen)")
            // A prompt is drawn before the terminal takes lines again.
            usleep(60_000)
            keyboard.fileHandleForWriting.write(Data(step.types.utf8))
        }
        // Without `script` there is no terminal any more.
        if isCut { kill(process.processIdentifier, SIGKILL) }
        for _ in 0..<6_000 where process.isRunning { usleep(20_000) }
        let isRunning = process.isRunning
        try #require(!isRunning, "the program did not end")
        return (process.terminationStatus, String(decoding: try Data(contentsOf: drawn), as: UTF8.self))
    }
}

extension Organisation {
    /// A reviewer's command in a real terminal.
    func screen(
        _ name: String, _ arguments: [String], _ steps: [Screenplay.Step], isCut: Bool = false
    ) throws -> (status: Int32, drawn: String) {
        let file = folder + "/passphrase-\(UUID().uuidString)"
        try Self.passphrase.write(toFile: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: file) }
        let words = [Programs.folder + "/firsthand-review"] + reviewing(name, arguments, passphraseFd: 9)
        let command = words.map { "'\($0)'" }.joined(separator: " ") + " 9<'\(file)'"
        return try Screenplay.play(command, steps, isCut: isCut)
    }
}
