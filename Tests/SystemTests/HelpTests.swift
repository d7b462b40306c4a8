import Foundation
import Testing

/// What each program says of itself: every word of help stands in `Help/`, and the man pages and completions know every
/// command and option.
///
/// After a change: `FIRSTHAND_WRITE_HELP=1 swift test --filter HelpTests`, then read what changed.
struct HelpTests {
    static let programs = ["firsthand-intake", "firsthand-review", "firsthand-publish"]
    private static let folder = Programs.repository + "/Tests/SystemTests/Help"

    private struct Dump: Decodable {
        let command: Command
    }

    struct Command: Decodable {
        let commandName: String
        let subcommands: [Command]?
        let arguments: [Argument]?
        let shouldDisplay: Bool?
    }

    struct Argument: Decodable {
        let names: [Name]?
        let shouldDisplay: Bool
        struct Name: Decodable { let kind, name: String }
    }

    /// Every command with the words that call it.
    private static func commands(of program: String) throws -> [(words: [String], command: Command)] {
        let dump = try Programs.run(program, ["--experimental-dump-help"])
        func walk(_ command: Command, _ words: [String]) -> [(words: [String], command: Command)] {
            [(words, command)]
                + (command.subcommands ?? []).filter { $0.commandName != "help" && $0.shouldDisplay != false }
                .flatMap { walk($0, words + [$0.commandName]) }
        }
        return walk(try JSONDecoder().decode(Dump.self, from: Data(dump.output)).command, [])
    }

    @Test(arguments: programs) func `every word of help is as it was last read by a person`(program: String) throws {
        let isWriting = ProcessInfo.processInfo.environment["FIRSTHAND_WRITE_HELP"] != nil
        let path = "\(Self.folder)/\(program).txt"
        let pages = try Self.commands(of: program).map { words, _ in
            // Defaults name the home of whoever asks: here it is the same everywhere.
            let answer = try Programs.run(
                "/usr/bin/env",
                ["-u", "XDG_CONFIG_HOME", "-u", "XDG_STATE_HOME", "HOME=/home/ana", "\(Programs.folder)/\(program)"]
                    + words + ["--help"])
            #expect(answer.status == 0 && answer.errors.isEmpty)
            return "$ \(([program] + words).joined(separator: " ")) --help\n\(answer.text)"
        }.joined(separator: "\n")
        if isWriting { try pages.write(toFile: path, atomically: true, encoding: .utf8) }
        let known = try String(contentsOfFile: path, encoding: .utf8)
        let (now, before) = (pages.split(separator: "\n"), known.split(separator: "\n"))
        let place = zip(now, before).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? before.count
        #expect(pages == known, "from line \(place + 1), not counting empty ones: \(now.dropFirst(place).first ?? "")")
        #expect(pages.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test(arguments: programs) func `the man pages have every command and option, and no other`(program: String) throws
    {
        for (words, command) in try Self.commands(of: program) {
            let (name, typed) = (([program] + words).joined(separator: "-"), ([program] + words).joined(separator: " "))
            let path = "\(Programs.repository)/Documentation/man/man1/\(name).1"
            // In mdoc a dash is written \-, or an option follows the macro Fl without its first dash.
            let page = try String(contentsOfFile: path, encoding: .utf8).replacing("\\-", with: "-")
            // What is typed has blanks, though the page is called with dashes.
            #expect(words.isEmpty || page.contains(".Sh SYNOPSIS\n.Nm \"\(typed)\"\n"), "\(name)")
            let options = (command.arguments ?? []).filter(\.shouldDisplay).flatMap { $0.names ?? [] }
            for option in options where option.kind == "long" {
                #expect(page.contains("Fl -\(option.name)"), "\(name): --\(option.name)")
            }
            let known = Set(options.filter { $0.kind == "long" }.map(\.name))
            let told = page.split(separator: "\n").filter {
                $0.hasPrefix(".It Fl") || $0.hasPrefix(".It ") && $0.contains("Fl -")
            }
            .flatMap { $0.split(separator: " ") }.filter { $0.hasPrefix("-") }.map { String($0.dropFirst()) }
            #expect(Set(told).isSubset(of: known), "\(name)")
        }
    }

    @Test(arguments: [
        ("firsthand-review", ["reed", "3f2a"], ["do you mean: ", "firsthand-review read"]),
        ("firsthand-review", ["aprove", "3f2a"], ["there is no command 'aprove'", "firsthand-review approve"]),
        ("firsthand-review", ["keys", "nwe", "ana"], ["firsthand-review keys new"]),
        ("firsthand-publish", ["exprot"], ["firsthand-publish export"]),
        ("firsthand-intake", ["srve"], ["firsthand-intake serve"]),
        ("firsthand-review", ["zzzzzz"], ["firsthand-review --help lists them"]),
        ("firsthand-review", ["re\u{1B}[2Jed"], ["there is no command"]),
    ]) func `a command that is typed wrong is named with those that it may be meant for`(
        program: String, arguments: [String], says: [String]
    ) throws {
        let answer = try Programs.run(program, arguments)
        #expect(answer.status == 64 && answer.text.isEmpty)
        for words in says { #expect(answer.errors.contains(words), "\(answer.errors)") }
        #expect(!answer.errors.contains("\u{1B}"))
    }

    @Test func `mandoc has nothing to say about the man pages`() throws {
        let folder = Programs.repository + "/Documentation/man/man1"
        let pages = try FileManager.default.contentsOfDirectory(atPath: folder).map { "\(folder)/\($0)" }
        #expect(pages.count > Self.programs.count)
        // Whether the other pages are installed on this machine is no matter.
        let remarks = try Programs.run("/usr/bin/mandoc", ["-Tlint"] + pages).text.split(separator: "\n")
            .filter { !$0.contains("referenced manual not found") }
        #expect(remarks == [])
    }

    @Test(arguments: programs, ["bash", "zsh", "fish"])
    func `completions of each shell know every command`(program: String, shell: String) throws {
        let answer = try Programs.run(program, ["--generate-completion-script", shell])
        #expect(answer.status == 0)
        for (words, _) in try Self.commands(of: program) {
            #expect(words.allSatisfy { answer.text.contains($0) }, "\(words)")
        }
        guard shell == "bash" else { return }
        #expect(try Programs.run("/bin/bash", ["-n"], input: answer.output).status == 0)
    }
}
