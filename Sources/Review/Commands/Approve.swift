import ArgumentParser
import Custody
import Envelope
import Ledger
import Policies

/// Signs a yes to one manuscript, byte for byte.
struct Approve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the proposed text to its end and sign that it may be published.",
        discussion: """
            On a terminal the text is shown first, to its end. Without one, --confirm names the manuscript that you have
            read (the inbox and the log show its first eight digits).

            Example:
              firsthand-review approve 3f2a-91c0
            """)

    @OptionGroup var options: DeskOptions
    @OptionGroup var argument: CaseArgument

    @Option(help: ArgumentHelp("The first eight digits of the manuscript that you have read.", valueName: "digits"))
    var confirm: String?

    func run() throws {
        if confirm == nil { try Terminal.require() }
        let desk = try options.open()
        let file = try desk.file(desk.find(argument.id))
        let candidate = try file.openCandidate()
        let digits = String(candidate.manuscript.hex.prefix(8))
        try confirmed(digits, candidate.proposal.manuscript, uses: file.state.terms?.uses ?? [])

        let key = try desk.manuscriptKey(for: candidate, in: file)
        let approval = Approval(
            proposal: candidate.statement, manuscript: candidate.manuscript, consent: file.state.consentHeads,
            policy: desk.policies.review.digest, manuscriptKey: key)
        try desk.sign(approval, in: file)
        let after = try desk.file(file.state.caseID)
        if after.state.candidate?.approvers.count == desk.policies.review.approvals {
            try desk.tell(Notice(stage: .approved), in: after)
            try desk.destroyDrafts(of: file.state.caseID, by: nil)
        }
        try desk.signCheckpoint(of: file.state.caseID)
        report(try desk.file(file.state.caseID), needed: desk.policies.review.approvals)
    }

    private func report(_ after: borrowing CaseFile, needed: Int) {
        let have = after.state.candidate?.approvers.count ?? 0
        StandardStream.error.write("Approved: \(have) of \(needed).\n")
        if have >= needed {
            StandardStream.error.write(
                "next: the publisher can export it: firsthand-publish export --use USE --to FOLDER\n")
        }
    }

    /// All of it that readers will see, the name and the notes too.
    private static func shown(_ manuscript: Manuscript) -> String {
        let notes = manuscript.contentNotes.joined(separator: ", ")
        return [
            manuscript.title, manuscript.text,
            "Name that stands with it: \(manuscript.credit.isEmpty ? "none" : manuscript.credit)",
            "Notes for readers: \(notes.isEmpty ? "none" : notes)",
        ].joined(separator: "\n\n")
    }

    private func confirmed(_ digits: String, _ manuscript: Manuscript, uses: Set<Use>) throws {
        if let confirm {
            guard confirm.lowercased() == digits else {
                throw Refusal(
                    .notPermitted, "the proposed manuscript is another one than you confirmed",
                    hint: "read it again: firsthand-review approve \(argument.id)")
            }
            return
        }
        let words = uses.sorted().map(\.rawValue).joined(separator: ", ")
        let reachedEnd = try Pager.show(
            title: "To approve: manuscript \(digits) for \(words.isEmpty ? "no use" : words)",
            text: Self.shown(manuscript))
        guard reachedEnd else {
            throw Refusal(.notPermitted, "not approved: the text was not read to its end")
        }
        guard try Prompt.confirm(typed: digits, prompt: "To sign, type \(digits): ") else {
            throw Refusal(.notPermitted, "not approved: the digits were not typed")
        }
    }
}

extension CaseFile {
    /// The proposal that can be approved or declined now.
    func openCandidate() throws -> CaseState.Candidate {
        guard state.flaws.isEmpty else {
            throw Refusal(
                .badData, "this case is not as its signatures say",
                hint: "firsthand-review log \(state.caseID.short) names what is wrong")
        }
        guard state.candidates.count < 2 else {
            throw Refusal(
                .notPermitted, "two proposals stand beside each other",
                hint: "propose again: a new proposal takes the place of both")
        }
        guard let candidate = state.candidate else {
            throw Refusal(
                .noInput, "nothing is proposed in this case", hint: "firsthand-review redact \(state.caseID.short)")
        }
        return candidate
    }
}

extension Desk {
    /// The proposal's data key, if this reviewer's approval completes the number that policy asks for.
    func manuscriptKey(for candidate: CaseState.Candidate, in file: borrowing CaseFile) throws -> [UInt8]? {
        let name = reviewer.publicKey.name
        guard !file.state.recused.contains(name) else {
            throw Refusal(.notPermitted, "you stepped aside from this case", hint: "another reviewer approves it")
        }
        let isAuthor = candidate.author == name
        guard policies.review.authorMayApprove || !isAuthor else {
            throw Refusal(.notPermitted, "policy asks that others approve what you proposed")
        }
        guard Set(candidate.approvers).union([name]).count >= policies.review.approvals else { return nil }
        // No publisher can open a manuscript before this: the key leaves the reviewers only with the last approval.
        return try reviewer.dataKey(of: file.body(of: candidate.statement), of: file.state.caseID)
    }
}
