import Envelope
import Foundation
import Testing

/// What partners see of an organization's audits: that a month passed, and whether the months before it stand.
struct WitnessTests {
    let partners: Partners
    var east: Organisation { partners.east }

    init() throws { partners = try Partners() }

    @Test func `partners see that a month passed, and an export says who saw it, and what is not proved`() throws {
        let file = try partners.book.approved("Marigold")
        #expect(try east.export("site").status == 0)
        let asked = try partners.head(["--export", east.folder + "/site"])
        // Nothing of the vault is in what the partner gets.
        let sent = try String(contentsOfFile: asked, encoding: .utf8)
        #expect(sent.hasPrefix("old 0\n\neast.example/stories\n1\n"))
        #expect(sent.split(separator: "\n").count == 5)
        for secret in [file.caseID.hex, file.caseID.short, "Marigold", "\(Day.today)", "ana"] {
            #expect(!sent.contains(secret), "\(secret)")
        }
        let signed = try partners.sign(asked)
        #expect(signed.answer.status == 0, "\(signed.answer.errors)")
        #expect(signed.answer.errors.contains("the log east.example/stories has 1 month, and goes on"))
        try partners.take(signed.file)
        let shown = try partners.desk(east, ["take", "--json"])
        let months = try JSONDecoder().decode([[String: Either]].self, from: Data(shown.output))
        #expect(months == [["month": .one(Day.today.month), "witnesses": .many(["west.example"])]])

        let before = try partners.verify("site")
        #expect(before.status == 0 && before.text.contains("- That anybody outside saw it."))
        let made = try partners.desk(east, ["proof", east.folder + "/site", "--to", east.folder + "/site.tlog-proof"])
        #expect(made.status == 0, "\(made.errors)")
        let verified = try partners.verify("site")
        #expect(verified.status == 0, "\(verified.errors)")
        for line in [
            "- press signed it, and since then no byte was changed, added or taken away.",
            "- At least 2 people agreed to the words of each story, as the program of press counted their signatures.",
            "- The log east.example/stories had it in the month \(Day.today.month).",
            "- Seen by west.example, who signed in \(Day.today.month).", "Not proved:", "- That a story is true.",
            "- On which day it was made. A log tells months.",
        ] { #expect(verified.text.contains(line + "\n"), "\(line)") }
        #expect(!verified.text.contains("anybody outside"))
        let row = try #require(
            JSONSerialization.jsonObject(with: Data(try partners.verify("site", ["--json"]).output)) as? [String: Any])
        #expect(row["people"] as? Int == 2 && row["publisher"] as? String == "press")
        #expect((row["witnesses"] as? [[String: String]])?.first?["name"] == "west.example")
        #expect(row["month"] as? String == Day.today.month)
    }

    private enum Either: Decodable, Equatable {
        case one(String)
        case many([String])
        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            self = try (try? value.decode(String.self)).map { .one($0) } ?? .many(value.decode([String].self))
        }
    }

    @Test func `a changed byte in what travels, or in what is kept, is named`() throws {
        try partners.book.approved("One")
        #expect(try east.export("site").status == 0)
        let asked = try partners.head(["--export", east.folder + "/site"])
        let text = try String(contentsOfFile: asked, encoding: .utf8)
        try text.replacing("\n1\n", with: "\n2\n").write(toFile: asked + "-changed", atomically: true, encoding: .utf8)
        let refused = try partners.sign(asked + "-changed")
        #expect(refused.answer.status == 65 && refused.answer.errors.contains("or a byte was changed since"))
        #expect(!FileManager.default.fileExists(atPath: refused.file))

        let signed = try partners.sign(asked)
        let answer = try String(contentsOfFile: signed.file, encoding: .utf8)
        let middle = answer.index(answer.endIndex, offsetBy: -20)
        let other = answer[middle] == "A" ? "B" : "A"
        try (answer[..<middle] + other + answer[answer.index(after: middle)...])
            .write(toFile: signed.file + "-changed", atomically: true, encoding: .utf8)
        let taken = try partners.desk(east, ["take", signed.file + "-changed"])
        #expect(taken.status == 65 && taken.errors.contains("the answer of west.example fits no head of this log"))
        try partners.take(signed.file)

        // Beside an export: of a month that its log never had, or with a line that nobody signed.
        let proof = east.folder + "/site.tlog-proof"
        #expect(try partners.desk(east, ["proof", east.folder + "/site", "--to", proof]).status == 0)
        let good = try String(contentsOfFile: proof, encoding: .utf8)
        for (from, to, says) in [
            ("\n1\n", "\n2\n", "or a byte was changed since"), ("index 0", "index 1", "does not lead from this export"),
            ("@v1", "@v2", "this is no proof beside an export"),
        ] {
            try good.replacing(from, with: to).write(toFile: proof, atomically: true, encoding: .utf8)
            let answer = try partners.verify("site")
            #expect(answer.status == 65 && answer.errors.contains(says), "\(from): \(answer.errors)")
            #expect(answer.text.isEmpty)
        }
        // Fewer witnesses than the list asks for.
        try good.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains(" west.example ") }
            .joined(separator: "\n").write(toFile: proof, atomically: true, encoding: .utf8)
        let few = try partners.verify("site")
        #expect(few.status == 65 && few.errors.contains("only 0 of your witnesses signed"))

        let folder = east.folder + "/state-ana"
        let kept = try #require(
            FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasPrefix("witness-") })
        let log = "\(folder)/\(kept)/log"
        try String(contentsOfFile: log, encoding: .utf8).replacing("month 2", with: "month 3")
            .write(toFile: log, atomically: true, encoding: .utf8)
        let broken = try partners.desk(east, ["take"])
        #expect(broken.status == 65 && broken.errors.contains("or a byte was changed since"))
    }

    @Test func `a log that goes back, or tells another history, is named and not signed`() throws {
        try partners.book.approved("One")
        try partners.take(try partners.sign(try partners.head()).file)
        try partners.copyState(of: east, to: "old")
        let second = try partners.sign(try partners.head(months: 1), months: 1)
        #expect(second.answer.status == 0 && second.answer.errors.contains("has 2 months"))

        // An old copy is in its place: the same month is still to come, and is another.
        try partners.bringStateBack(of: east, from: "old")
        let back = try partners.sign(try partners.head(), months: 1)
        #expect(back.answer.status == 65, "\(back.answer.errors)")
        #expect(back.answer.errors.contains("this log goes back: it had 2 months before, and now shows 1"))
        let split = try partners.sign(try partners.head(months: 1), months: 1)
        #expect(split.answer.status == 65)
        #expect(
            split.answer.errors.contains(
                "this log tells two histories: two heads of 2 months, both signed by it, differ"))
        let third = try partners.sign(try partners.head(months: 2), months: 2)
        #expect(third.answer.status == 77 && third.answer.errors.contains("--since 2"))
        let longer = try partners.sign(try partners.head(["--since", "2"], months: 2), months: 2)
        #expect(longer.answer.status == 65)
        #expect(
            longer.answer.errors.contains("nothing here shows that this log's 3 months go on from the 2 months seen"))
        for answer in [back, split, third, longer] { #expect(!FileManager.default.fileExists(atPath: answer.file)) }
        // What West saw stands: its own answer fits no head of the other history.
        let taken = try partners.desk(east, ["take", second.file])
        #expect(taken.status == 65 && taken.errors.contains("fits no head of this log"))
    }

    @Test func `a witness that signed two histories is named, beside an export and by whoever compares`() throws {
        try partners.book.approved("One")
        #expect(try east.export("site").status == 0)
        let export = ["--export", east.folder + "/site"]
        try partners.copyState(of: east, to: "old")
        try partners.copyState(of: partners.west, to: "old")
        var proofs: [String] = []
        for name in ["one", "other"] {
            // Both sides forget: West signs what it never would with what it saw before.
            try partners.bringStateBack(of: east, from: "old")
            try partners.bringStateBack(of: partners.west, from: "old")
            let signed = try partners.sign(try partners.head(export))
            #expect(signed.answer.status == 0, "\(signed.answer.errors)")
            try partners.take(signed.file)
            proofs.append("\(east.folder)/\(name).tlog-proof")
            #expect(
                try partners.desk(east, ["proof", east.folder + "/site", "--to", proofs[proofs.count - 1]]).status == 0)
        }
        #expect(try partners.verify("site", ["--proof", proofs[0]]).status == 0)
        let named =
            "this log tells two histories: two heads of 1 month, both signed by it, differ; both were signed by: west.example"
        let verified = try partners.verify("site", ["--proof", proofs[1]])
        #expect(verified.status == 65 && verified.errors.contains(named), "\(verified.errors)")
        let compared = try Programs.run(
            "firsthand-review", ["witness", "compare"] + proofs + ["--witnesses", partners.eastList])
        #expect(compared.status == 65 && compared.errors.contains(named), "\(compared.errors)")
        let same = try Programs.run(
            "firsthand-review", ["witness", "compare", proofs[0], proofs[0], "--witnesses", partners.eastList])
        #expect(same.status == 0 && same.text == "Both say the same.\n")
    }

    @Test func `a month is added once, and never over a vault from which something is gone`() throws {
        let file = try partners.book.approved("One")
        #expect(try east.export("site").status == 0)
        let first = try String(contentsOfFile: try partners.head(), encoding: .utf8)
        #expect(try String(contentsOfFile: try partners.head(), encoding: .utf8) == first)
        let late = try partners.desk(
            east, ["head", "--export", east.folder + "/site", "--to", east.folder + "/for-partners"])
        #expect(late.status == 77 && late.errors.contains("is in the log already, and cannot be changed"))
        let proof = try partners.desk(east, ["proof", east.folder + "/site", "--to", east.folder + "/p"])
        #expect(proof.status == 66 && proof.errors.contains("no month of your log has this export"))

        // Next month's head is after this one, on a clock that goes back.
        _ = try partners.head(months: 1)
        let clock = try partners.desk(east, ["head", "--to", east.folder + "/for-partners"])
        #expect(clock.status == 69 && clock.errors.contains("set the clock"))

        let rolls = east.folder + "/state-ana/rolls"
        let last = try #require(file.statements.last).statement.digest
        _ = try Programs.run(
            "/usr/bin/sqlite3", [east.vault, "DELETE FROM statements WHERE digest = X'\(last.hex)'"])
        let thinned = try partners.desk(east, ["head", "--to", east.folder + "/for-partners"], months: 2)
        #expect(thinned.status == 65 && thinned.errors.contains("missing: case \(file.caseID.short)"))
        // Whoever takes the list away too is told by the log.
        try FileManager.default.removeItem(atPath: rolls)
        let forgotten = try partners.desk(east, ["head", "--to", east.folder + "/for-partners"], months: 2)
        #expect(forgotten.status == 65 && forgotten.errors.contains("which the log names, is not here any more"))
        #expect(try partners.desk(east, ["take"]).text.split(separator: "\n").count == 3)
    }

    @Test func `a desk signs its own name's log for nobody, and needs a name and a list`() throws {
        let file = try partners.head()
        let own = try partners.desk(east, ["sign", file, "--to", east.folder + "/a"])
        #expect(own.status == 77 && own.errors.contains("the head of your own log"))
        let renamed = try east.review("ana", ["witness", "keys", "--name", "other.example"])
        #expect(renamed.status == 77 && renamed.errors.contains("is called east.example/stories already"))
        let nameless = try east.review(
            "ben", ["witness", "take", "--witnesses", partners.eastList])
        #expect(nameless.status == 66 && nameless.errors.contains("has no name yet"))
        let listless = try east.review("ana", ["witness", "take", "--witnesses", east.folder + "/none"])
        #expect(listless.status == 66 && listless.errors.contains("there is no list of witnesses"))
    }
}
