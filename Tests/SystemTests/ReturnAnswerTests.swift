import Envelope
import Foundation
import Press
import Testing
import Unsealing
import Vault

@testable import Review

/// What somebody writes with their answer to a text.
extension ReturnTests {
    /// Every field of every body that the publisher's key opens, by the body's kind.
    private func openedByPublisher(_ organisation: Organisation) throws -> [(kind: StatementKind, field: String)] {
        let vault = try VaultReader.open(path: organisation.vault)
        let publisher = try PublisherKey.open(
            "\(organisation.folder)/secret/press.secret",
            passphrase: GuardedBytes(copying: Array(Organisation.passphrase.utf8)))
        var fields: [(kind: StatementKind, field: String)] = []
        for caseID in try vault.caseIDs() {
            for row in try vault.statements(of: caseID) {
                guard case .sound(_, let body?) = row, let opened = try? publisher.open(body, of: caseID) else {
                    continue
                }
                let record = opened.record()
                for name in opened.kind.names {
                    fields.append((opened.kind, String(decoding: record[name] ?? [], as: UTF8.self)))
                }
            }
        }
        return fields
    }

    @Test func `the words of an answer reach the reviewers, and no publisher`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let visitor = try Visitor(organisation, story: "Renata told me to write.")
        let id = try #require(try organisation.cases().first?.id)
        #expect(try organisation.propose("ana", id, title: "A title", edits: "find\tRenata\tA friend").status == 0)
        let about = try #require(Organisation.value("agreed", in: visitor.go("text")))
        let said = [
            ("changes", "Her real name was Marisol."), ("refused", "Not while my brother is inside."),
            ("agreed", "Thank you for asking me."),
        ]
        for (answer, words) in said {
            _ = try visitor.go("text", [answer: about, "words": words])
        }

        let opened = try openedByPublisher(organisation)
        for (answer, words) in said {
            #expect(opened.contains { $0.kind == .signedOff && $0.field == answer }, "the answer itself is counted")
            let found = opened.filter { $0.field.contains(words) }
            #expect(found.isEmpty, "\(found)")
        }

        let desk = try Opened(organisation, by: "ben").desk()
        let view = try CaseView(desk.file(desk.find(id)), at: desk)
        let letters = view.letters.map(\.text)
        #expect(letters.count == said.count && view.letters.allSatisfy(\.isBySurvivor))
        for (answer, words) in said {
            #expect(letters.contains("Their answer to the text: \(answer).\n\n\(words)"), "\(letters)")
        }
        #expect(view.text?.asked == said.dropLast().map(\.1))
        #expect(view.text?.signOff == .agreed)
        #expect(try organisation.cases().first?.letters == said.count)
        #expect(try organisation.letter("ana", to: id, "We read what you wrote.").status == 0)
        #expect(try organisation.cases().first?.letters == 0)
        #expect(try organisation.cases().first?.flaws == [])
    }
}
