import Envelope
import Foundation
import Ledger
import Policies
import Redaction
import Testing
import Vault

@testable import Review

/// What somebody has who copied a desk's folder, and what is left in it of a story that was taken back.
///
/// Each invented word of the story, and of what reviewers typed about it, is a canary: it stands nowhere else.
@Suite(.serialized) struct DeskFolderTests {
    private static let story = """
        Zerelda Quillfeather hid me in Vantongerloo when I ran. Brambleskite, she called the place.

        It was cold, and nobody asked.
        """
    private enum Typed {
        static let name = "marzipan lantern"
        static let title = "Ultramarine thimbles"
        static let standIn = "a gooseberry hamlet"
        static let reason = "periwinkle is no address"
        static let letter = "Halcyon gumdrops to you"
        static let hold = "tangerine telephone call"
        static let aside = "sycamore cousin of mine"
    }
    private static let typed = [
        Typed.name, Typed.title, Typed.standIn, Typed.reason, Typed.letter, Typed.hold, Typed.aside,
    ]
    private static let words = ["Zerelda", "Quillfeather", "Vantongerloo", "Brambleskite"]
    /// What the form says, and what a person reads first in the queue.
    private static let answers = ["violence", "campaign", "under-18", "open-case", "worried"]

    private let organisation: Organisation
    private let server, ana, ben: Place
    private let visitor: ReturnTests.Visitor
    private let caseID: CaseID

    /// A story at two desks, with all that an evening leaves: names, a plan, a letter, a hold, queue lines, languages, an audit.
    init() throws {
        organisation = try Organisation()
        server = Place(organisation: organisation, name: "server")
        ana = Place(organisation: organisation, name: "ana")
        ben = Place(organisation: organisation, name: "ben")
        try organisation.startIntake()
        let form = try organisation.form()
        let chosen = [("note-violence", "yes"), ("under-18", "yes"), ("told", "yes")].map { ($0.0, Array($0.1.utf8)) }
        let page = try organisation.post(
            Organisation.fields(form, story: Self.story, uses: ["campaign"], showFirst: true) + chosen)
        visitor = ReturnTests.Visitor(organisation, code: try #require(Organisation.receipt(page.body), "\(page.body)"))
        for desk in [ana, ben] { try server.carry(to: desk) }
        caseID = try #require(try VaultArchive.open(path: ana.vault).caseIDs().first)
        for place in [ana, ben] { try spendAnEvening(at: place) }
        try ana.carry(to: ben)
        try ben.carry(to: ana)
        for place in [ana, ben] { try keepQueue(at: place) }
    }

    private func state(_ place: Place) -> String { "\(organisation.folder)/at-\(place.name)/state" }

    private func desk(_ place: Place) throws -> Desk {
        try Desk.opened(
            place.name, of: organisation, at: VaultArchive.open(path: place.vault), state: state(place))
    }

    private func spendAnEvening(at place: Place) throws {
        let desk = try desk(place)
        var file = try desk.file(caseID)
        try desk.noteOpened(&file)
        try desk.name(Typed.name, &file)
        var (work, _) = try desk.work(on: file.parts().text, in: file)
        work.name(Typed.title)
        #expect(work.decide(.chosen(Typed.standIn)) == nil && work.decide(.keep(reason: Typed.reason)) == nil)
        try desk.save(work.saved, of: file)
        try desk.save(Array(Typed.letter.utf8), .letter, of: file)
        try desk.hold(reason: Typed.hold, in: &file)
        try desk.mark(isWorried: true, reason: Typed.aside, in: &file)
        var languages = desk.readLanguages(in: state(place))
        languages.tags = ["es", "en"]
        try desk.write(languages)
        #expect(TourSession.isNew(in: state(place)))
        let audit = try place.run(["audit"])
        #expect(audit.status == 0, "\(audit.errors)")
    }

    private func keepQueue(at place: Place) throws {
        let desk = try desk(place)
        var reading = try QueueReading(desk, cache: desk.queueCache(in: state(place)))
        while !reading.isDone { _ = reading.next(desk, for: .seconds(5)) }
        reading.keep(desk)
    }

    /// The queue as this desk keeps it, opened with its reviewer's key.
    private func queue(_ place: Place) throws -> [UInt8] { try desk(place).queueCache(in: state(place)).encoded }

    /// Every file of a desk, with the key file of its reviewer, as a copy has them: its path and its bytes.
    private func copy(_ place: Place) throws -> [(path: String, bytes: Data)] {
        let folder = "\(organisation.folder)/at-\(place.name)"
        let paths = try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }
        let key = "\(organisation.folder)/secret/\(place.name).secret"
        return (paths.map { ($0, "\(folder)/\($0)") } + [("reviewer.secret", key)]).compactMap { name, path in
            // A folder has no contents of its own.
            FileManager.default.contents(atPath: path).map { (name, $0) }
        }
    }

    /// All forms in which a program could have let words out: every run of eight bytes, and the whole in other writings.
    private static func forms(of words: String) -> [Data] {
        [words, words.lowercased(), words.uppercased()].flatMap { words -> [Data] in
            let bytes = Array(words.utf8)
            let runs = (0...max(0, bytes.count - 8)).map { Data(bytes[$0..<min(bytes.count, $0 + 8)]) }
            let wide: [UInt8] = bytes.flatMap { [$0, 0] }
            let hex = bytes.map { String(format: "%02x", $0) }.joined()
            // Of three ways in which base64 can cut the bytes one is theirs; its ends depend on what stands beside.
            let base64 = (0..<3).map { shift in
                Data(
                    Data([UInt8](repeating: 0x20, count: shift) + bytes).base64EncodedString().utf8.dropFirst(4)
                        .dropLast(4))
            }
            return runs + [Data(wide), Data(hex.utf8), Data(hex.uppercased().utf8)]
                + base64.filter { $0.count >= 6 }
        }
    }

    private func hits(_ words: [String], in files: [(path: String, bytes: Data)]) -> [String] {
        words.flatMap { words in
            let forms = Self.forms(of: words)
            return files.filter { file in forms.contains { file.bytes.range(of: $0) != nil } }
                .map { "\($0.path): \(words)" }
        }
    }

    /// Whether LOSSES.md lists a file of a desk that somebody copied.
    private static func isListed(_ path: String) -> Bool {
        let vault = /vault\.sqlite(-wal|-shm|\.lock|\.alone)?/
        let state = /state\/(keyring\.seen|tour-offered|(queue|languages|reports)-[0-9a-f]{8})/
        let exchanged = /state\/(exchange\/(day|[a-z0-9-]+\.holdings)|rolls\/[0-9-]+[0-9a-f]{16}\.roll)/
        return path == "reviewer.secret" || path.wholeMatch(of: vault) != nil || path.wholeMatch(of: state) != nil
            || path.wholeMatch(of: exchanged) != nil
    }

    @Test func `of a desk's folder that was copied no word of a story or of a reviewer can be read, in any file`()
        throws
    {
        let everything = Self.words + Self.typed + Self.answers
        // What is searched for is there: under the key of each reviewer.
        for place in [ana, ben] {
            let kept = String(decoding: try queue(place), as: UTF8.self)
            #expect(kept.contains(Typed.name) && kept.contains("violence"))
            let desk = try desk(place)
            let file = try desk.file(caseID)
            let drafts = try desk.drafts(in: file).map { String(decoding: $0.draft.content, as: UTF8.self) }.joined()
            for words in [Typed.title, Typed.standIn, Typed.reason] { #expect(drafts.contains(words), "\(words)") }
            #expect(try desk.draft(in: file, .letter)?.draft.content == Array(Typed.letter.utf8))
            #expect(
                file.state.holds.contains { $0.reason == Typed.hold }
                    && file.state.safetyMarks == [Typed.aside, Typed.aside])
            #expect(try file.parts().text == Self.story)
        }
        // And it is found where it lies open, in each of the forms.
        for form in Self.forms(of: Typed.name) {
            #expect(hits([Typed.name], in: [("open", Data("x".utf8) + form + Data("y".utf8))]).count == 1)
        }
        for place in [ana, ben] {
            // Held open while it is copied, so that the log of the vault is there too.
            let desk = try desk(place)
            let files = try copy(place)
            _ = consume desk
            for file in files { #expect(Self.isListed(file.path), "not listed: \(file.path)") }
            for name in ["queue-", "languages-", "rolls/", "tour-offered", "exchange/", "vault.sqlite", "keyring.seen"]
            {
                #expect(files.contains { $0.path.contains(name) }, "\(name)")
            }
            #expect(hits(everything, in: files) == [])
            #expect(files.first { $0.path == "state/tour-offered" }?.bytes.isEmpty == true)
            // Two reviewers who said the same of themselves have nothing alike.
            let languages = try #require(files.first { $0.path.contains("languages-") }?.bytes)
            #expect(languages.range(of: Data("es".utf8 + [0x0A] + "en".utf8)) == nil)
        }
        #expect(Set(try [ana, ben].map { try copy($0).first { $0.path.contains("languages-") }?.bytes }).count == 2)
    }

    @Test func `at the next exchange after a withdrawal no line, name or draft of the case is left at any desk`() throws
    {
        let sealed = try [ana, ben].flatMap { place in
            try desk(place).storedDrafts(of: caseID).compactMap(\.body).map(\.encoded)
        }
        #expect(sealed.count >= 8, "two names, two plans, two letters, some at both desks")
        let queues = try [ana, ben].map { place in try #require(copy(place).first { $0.path.contains("queue-") }?.bytes)
        }
        // A body lies in pages: what is searched for is short enough to lie in one.
        let pieces = (sealed.map { Data($0) } + queues).flatMap { bytes in
            stride(from: 128, to: bytes.count - 32, by: 96).map { bytes.subdata(in: $0..<$0 + 32) }
        }
        func left(_ place: Place) throws -> Int {
            let files = try copy(place)
            return pieces.count { piece in files.contains { $0.bytes.range(of: piece) != nil } }
        }
        for place in [ana, ben] {
            #expect(try left(place) > 20, "the search finds what is there")
            #expect(try queue(place).contains(caseID.bytes))
        }

        #expect(try visitor.go("withdraw", ["act": "now"]).contains("gone"))
        for place in [ana, ben] { try server.carry(to: place) }

        for place in [ana, ben] {
            let desk = try desk(place)
            #expect(try desk.file(caseID).state.withdrawn == .surely)
            #expect(try !queue(place).contains(caseID.bytes), "a line of the queue")
            #expect(!String(decoding: try queue(place), as: UTF8.self).contains(Typed.name))
            #expect(try desk.storedDrafts(of: caseID).isEmpty)
            #expect(try desk.outline(of: caseID).line.name.isEmpty)
            #expect(try left(place) == 0, "ciphertext of what was kept")
            let files = try copy(place)
            #expect(hits(Self.words + Self.typed, in: files) == [])
            // Only its tombstone, and what another place said to have, may still call it by its number.
            for file in files where file.bytes.range(of: Data(caseID.bytes)) != nil {
                #expect(file.path.hasPrefix("vault.sqlite") || file.path.contains("exchange/"), "\(file.path)")
            }
        }
    }
}

extension Collection<UInt8> {
    /// Whether these bytes stand in it one after the other.
    fileprivate func contains(_ other: [UInt8]) -> Bool { Data(self).range(of: Data(other)) != nil }
}
