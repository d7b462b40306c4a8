import Envelope
import Foundation
import Testing

/// The pages for bad days: their commands are read out of them and played, so that no page can drift from the programs.
@Suite struct BadDayTests {
    /// Pages whose commands are played, with what must be so at the end.
    static let played = [
        "laptop-stolen", "reviewer-gone", "passphrase-lost", "keyring-expired", "steward-key-lost", "disk-full",
        "published-by-mistake", "server-dead", "server-seized",
    ]
    /// A page that asks for a lawyer and for no program.
    static let withoutCommands = ["court-order"]

    private static func text(_ page: String) throws -> String {
        try String(contentsOfFile: "\(BadDay.folder)/\(page).md", encoding: .utf8)
    }

    @Test func `each page has at most five steps, says what cannot be undone, and is in the list`() throws {
        let pages = try FileManager.default.contentsOfDirectory(atPath: BadDay.folder)
            .filter { $0 != "README.md" }.map { String($0.dropLast(3)) }
        #expect(Set(pages) == Set(Self.played + Self.withoutCommands))
        let list = try Self.text("README")
        for page in pages {
            let lines = try Self.text(page).split(separator: "\n")
            let steps = lines.compactMap { $0.firstMatch(of: /^\*\*([0-9])\.\s/)?.1 }.compactMap { Int($0) }
            #expect(steps == Array(1...steps.count) && steps.count <= 5, "\(page)")
            #expect(lines.contains("## What cannot be undone"), "\(page)")
            #expect(list.contains("(\(page).md)"), "\(page)")
            // One printed page, and a little more for commands that are long.
            #expect(lines.count <= 60, "\(page)")
            #expect(try BadDay.commands(of: page).isEmpty == Self.withoutCommands.contains(page), "\(page)")
        }
    }

    private func keyring(_ day: BadDay) throws -> String {
        try String(contentsOfFile: "\(day.home("steward"))/ceremony/keys/keyring.txt", encoding: .utf8)
    }

    private func inbox(_ day: BadDay, _ name: String) throws -> Programs.Answer {
        try day.run("firsthand-review inbox", as: name)
    }

    @Test func `a stolen laptop: the key is out at once, its owner goes on with a new one`() throws {
        let day = try BadDay("laptop-stolen")
        try day.play()
        let keyring = try keyring(day)
        #expect(keyring.contains("reviewer ben compromised") && keyring.contains("reviewer ben-2 active"))
        #expect(try day.served().contains("reviewer ben compromised"))
        #expect(try inbox(day, "ana").text.contains(day.story))
    }

    @Test func `a reviewer who is gone: what they signed counts, and the key opens nothing new`() throws {
        let day = try BadDay("reviewer-gone")
        try day.play()
        #expect(try keyring(day).contains("reviewer ben retired") && day.served() == keyring(day))
        #expect(try inbox(day, "ana").text.contains(day.story))
        #expect(try inbox(day, "ben").status == 0, "his own desk knows nothing of it yet")
    }

    @Test func `a lost passphrase: a new key reads the stories that the old one could`() throws {
        let day = try BadDay("passphrase-lost")
        try day.play()
        #expect(try keyring(day).contains("reviewer ben-2 active") && day.served() == keyring(day))
        let answer = try inbox(day, "ben")
        #expect(answer.status == 0 && answer.text.contains(day.story), "\(answer.errors)")
    }

    @Test func `an expired keyring: the desk stops, and goes on after the page`() throws {
        let day = try BadDay("keyring-expired")
        #expect(try inbox(day, "ana").status == 69)
        try day.play()
        #expect(try inbox(day, "ana").status == 0 && day.served() == keyring(day))
        #expect(try day.called().contains("systemctl restart firsthand-intake"))
    }

    @Test func `a lost steward's key: a new one vouches for the same people`() throws {
        let day = try BadDay("steward-key-lost")
        let before = try keyring(day)
        try day.play()
        let after = try keyring(day)
        for name in ["ana", "ben", "press"] {
            let line = try #require(before.split(separator: "\n").first { $0.contains(" \(name) active ") })
            #expect(after.contains(line))
        }
        #expect(try inbox(day, "ana").status == 0 && day.served() == after)
    }

    @Test func `a dead server: the backup brings back what is in it, and no story that was taken back since`() throws {
        let day = try BadDay("server-dead")
        try day.takeBackAfterBackup()
        #expect(try day.storiesThere() == ["It was early, and the dog barked."])
        try day.play()
        #expect(try day.storiesThere() == ["It was early, and the dog barked."])
        #expect(try day.called().hasSuffix("systemctl start firsthand-intake\n"))
    }

    @Test func `a seized server: a new one is set up, and goes on from a backup`() throws {
        let day = try BadDay("server-seized")
        try day.play()
        #expect(try day.served() == keyring(day))
    }

    @Test func `a full disk: nothing of ours is deleted`() throws {
        let day = try BadDay("disk-full")
        try day.play()
        #expect(try day.called() == "journalctl --vacuum-size=50M\napt clean\n")
        #expect(try Self.text("disk-full").contains("Never delete a file in `/var/lib/firsthand`"))
    }

    @Test func `a name that went out: the next export does not have it, and each copy is listed`() throws {
        let day = try BadDay("published-by-mistake")
        let first = try day.run("firsthand-publish export --use website --to ~/first", as: "press")
        #expect(first.status == 0 && first.errors.contains("Exported 1 story"), "\(first.errors)")
        let files = try FileManager.default.subpathsOfDirectory(atPath: day.home("press") + "/first")
        day.published = String(try #require(files.joined(separator: " ").firstMatch(of: /\b[0-9a-f]{16}\b/)?.0))
        try "Rosa\n".write(toFile: day.organisation.folder + "/names.txt", atomically: true, encoding: .utf8)
        #expect(try day.play().contains("TAKE BACK"))
        #expect(try WholePathTests.everything(in: day.home("press") + "/first").contains("marigold"))
        #expect(try !WholePathTests.everything(in: day.home("press") + "/corrected").contains("marigold"))
        let list = try day.run("firsthand-publish retractions", as: "press")
        #expect(list.status == 0 && list.errors.contains("Nothing is to be taken back"), "\(list.errors)")
    }
}
