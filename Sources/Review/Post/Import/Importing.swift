import Console
import Custody
import Envelope
import Files
import Ledger
import Mailbox
import Policies
import Testimony
import Unsealing

/// Takes in stories that were told elsewhere, each as a letter by post is: sealed under a code of its own, signed as typed by
/// this reviewer, and held until somebody else compared it.
///
/// The code follows from the words and from this reviewer's key, so that the same words are the same case: a run that was
/// stopped is run again, and what was taken back stays gone. Nothing that is stored can be tested against words without that
/// key (promise 3).
struct Importing {
    let source: any StorySource
    /// The language of the stories.
    let language: String
    let isRehearsal: Bool
    private(set) var report: ImportReport

    /// Rows with the same words: one story.
    private struct Same {
        let caseID: CaseID
        var rows: [Int]
    }

    init(source: any StorySource, language: String, isRehearsal: Bool) {
        (self.source, self.language, self.isRehearsal) = (source, language, isRehearsal)
        report = ImportReport(source.rows, leftOut: source.leftOut)
    }

    /// Looks all rows through, then seals the new ones; with an error the report says what was done before it.
    mutating func run(on desk: borrowing Desk) throws {
        let key = try desk.reviewer.importKey()
        var new: [Same] = []
        let stories = try stories(under: key, on: desk)
        let here = stories.isEmpty ? [:] : try known(on: desk, under: key)
        for same in stories {
            switch here[same.caseID] {
            case .here(let caseID): report.set(.here, same.rows[0], caseID)
            case .withdrawn: report.set(.withdrawn, same.rows[0], same.caseID)
            case nil: new.append(same)
            }
            for row in same.rows.dropFirst() { report.set(.same, row, sameAs: same.rows[0]) }
        }
        guard !isRehearsal else {
            for same in new { report.set(.new, same.rows[0]) }
            return
        }
        // The vault's file tells in which order pages were written; here that is no order at all.
        new.shuffle()
        let progress = Progress(label: "Sealing")
        defer { progress.end() }
        for (index, same) in new.enumerated() {
            try seal(same, under: key, on: desk)
            progress.show(index + 1, of: new.count)
        }
    }

    private mutating func stories(under key: borrowing GuardedBytes, on desk: borrowing Desk) throws -> [Same] {
        var found: [Same] = []
        var places: [CaseID: Int] = [:]
        let progress = Progress(label: "Reading")
        defer { progress.end() }
        for (index, row) in source.rows.enumerated() {
            defer { progress.show(index + 1, of: source.rows.count) }
            let words: Testimony
            do throws(RowFlaw) { words = try source.words(of: row) } catch {
                report.set(.broken, index, flaw: error)
                continue
            }
            let caseID = try Self.survivor(of: words, under: key, on: desk).caseID
            if let place = places[caseID] {
                found[place].rows.append(index)
            } else {
                places[caseID] = found.count
                found.append(Same(caseID: caseID, rows: [index]))
            }
        }
        return found
    }

    private enum Known { case here(CaseID), withdrawn }

    /// The cases that are here, each under the case id that its words have as an import of this reviewer: another one may
    /// have taken in the same file.
    private func known(on desk: borrowing Desk, under key: borrowing GuardedBytes) throws -> [CaseID: Known] {
        let progress = Progress(label: "Comparing")
        defer { progress.end() }
        var known: [CaseID: Known] = [:]
        let cases = try desk.cases()
        for (index, caseID) in cases.enumerated() {
            let file = try desk.file(caseID)
            known[caseID] = file.state.isWithdrawn ? .withdrawn : .here(caseID)
            if file.state.cameByMail, !file.state.isWithdrawn {
                for story in file.state.stories {
                    let code = try file.withWords(of: story) { (words) throws(GuardedMemoryError) in
                        try ReceiptCode.imported(words, under: key)
                    }
                    guard let code else { continue }
                    let own = try desk.survivor(of: code).caseID
                    if known[own] == nil { known[own] = .here(caseID) }
                }
            }
            progress.show(index + 1, of: cases.count)
        }
        return known
    }

    private mutating func seal(_ same: Same, under key: borrowing GuardedBytes, on desk: borrowing Desk) throws {
        let row = same.rows[0]
        let words: Testimony
        do throws(RowFlaw) { words = try source.words(of: source.rows[row]) } catch {
            return report.set(.broken, row, flaw: error)
        }
        let survivor = try Self.survivor(of: words, under: key, on: desk)
        guard survivor.caseID == same.caseID else { return report.set(.broken, row, flaw: .changed) }
        // Whoever answered twice said yes to what both answers say yes to.
        let uses = same.rows.map { source.rows[$0].uses }.reduce(source.rows[row].uses) { $0.intersection($1) }
        let letter = TypedLetter(words: words, uses: uses, policies: desk.policies)
        _ = try desk.takeIn(letter, of: survivor, language: language)
        report.set(.sealed, row, same.caseID)
    }

    private static func survivor(
        of words: borrowing Testimony, under key: borrowing GuardedBytes, on desk: borrowing Desk
    ) throws -> Survivor {
        let code = try words.withText { (text) throws(GuardedMemoryError) in
            try ReceiptCode.imported(text, under: key)
        }
        return try desk.survivor(of: code)
    }
}

extension TypedLetter {
    /// A story that was told elsewhere: of its consent only the uses that were asked, and the narrowest of all else.
    init(words: consuming Testimony, uses: Set<Use>, policies: PolicySet) {
        let narrowest = ConsentChoices.untouched(policies.consent)
        self.init(
            words: words,
            consent: ConsentChoices(
                uses: uses, term: narrowest.term, credit: "", edits: narrowest.edits, showFirst: narrowest.showFirst),
            answers: .none)
    }
}

extension CaseFile {
    /// The words of a story where they lie; nil if they are not there.
    func withWords<Result: ~Copyable, Failure: Error>(
        of story: Digest, _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard let open = opened[story]?.open else { return nil }
        return try open.body.withField("text", body)
    }
}
