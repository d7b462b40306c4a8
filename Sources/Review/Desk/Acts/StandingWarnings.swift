import Console
import Envelope
import Ledger
import Policies
import Redaction
import Warnings

/// A warning about the text that stands, and what a reviewer said of it.
struct StandingWarning: Equatable {
    /// Why the text may go out all the same.
    struct Answer: Equatable {
        let author: String
        let reason: String
    }

    let warning: Warning
    /// Nil while nobody signed a reason.
    let answer: Answer?

    /// What was seen and what was said of it, for the summary before a signature.
    var words: String { warning.words + (answer.map { "\n\($0.author): \($0.reason)" } ?? "") }
}

extension Warning {
    /// What was seen, as a sentence that stands alone.
    var words: String { sentence.prefix(1).uppercased() + sentence.dropFirst() + "." }
}

extension Desk {
    /// What in the text that stands could point to a person, and which of it somebody looked at before.
    ///
    /// It is looked at by itself, with the team's own list, and beside the texts of other cases that are approved here. A case
    /// that is not known in outline is read for it, if it has enough signatures to be approved.
    /// - Parameters:
    ///   - texts: other texts that must share no sentence with it, each with the name it is called by.
    ///   - cache: what is known of the other cases; what is read is added.
    func warnings(
        about candidate: CaseState.Candidate, in file: borrowing CaseFile, beside texts: [(name: String, text: String)],
        _ cache: inout QueueCache, progress: Progress? = nil
    ) throws -> [StandingWarning] {
        let list = policies.redaction.recognizers.flatMap(\.denyList).joined(separator: "\n")
        var check = DisclosureCheck(list: list, texts: texts)
        let cases = try fingerprints()
        defer { progress?.end() }
        for (index, (other, fingerprint)) in cases.enumerated() where other != file.state.caseID {
            progress?.show(index, of: cases.count)
            check.remember(try facts(of: other, fingerprint, &cache), of: other.short)
        }
        let answers = answers(about: candidate, in: file)
        let credit = candidate.proposal.manuscript.credit
        let near =
            credit.isEmpty
            ? []
            : NearName(credit).warnings(
                beside: namedPeople(in: file), takenOutOf: candidate.proposal.manuscript.text)
        let seen = check.warnings(about: sighting(candidate, in: file, check)) + near
        return seen.sorted { $0.digest < $1.digest }.map { StandingWarning(warning: $0, answer: answers[$0.digest]) }
    }

    /// The people whom a story names: by the plans that are kept, or else as the program finds them.
    ///
    /// Where the words of the story are gone, nobody can tell.
    private func namedPeople(in file: borrowing CaseFile) -> [String] {
        let names = ((try? plans(in: file)) ?? []).flatMap { plan in
            plan.thirdParties.flatMap { person in person.mentions.map(plan.words(of:)) }
        }
        return Set(names).sorted { $0.utf8Precedes($1) }
    }

    /// What is still said of each person in a text.
    func people(in candidate: CaseState.Candidate, of file: borrowing CaseFile) -> PeopleTold {
        let manuscript = candidate.proposal.manuscript
        return PeopleTold(manuscript.title + "\n" + manuscript.text, isStandIn: standIns(in: file))
    }

    /// The facts of a case's approved text, as they are known, or read for it; then they are known.
    @discardableResult
    func facts(of caseID: CaseID, _ fingerprint: Digest, _ cache: inout QueueCache) throws -> [String] {
        if let known = cache.facts(of: caseID, fingerprint, on: today) { return known }
        guard try mayBeApproved(caseID) else {
            cache.passOver(caseID, fingerprint)
            return []
        }
        let read = try outline(of: caseID)
        cache.take(read, fingerprint, on: today)
        return read.facts
    }

    /// The reasons that reviewers signed, by warning; of several the first by name.
    private func answers(
        about candidate: CaseState.Candidate, in file: borrowing CaseFile
    ) -> [Digest: StandingWarning.Answer] {
        var answers: [Digest: StandingWarning.Answer] = [:]
        for entry in file.counted {
            guard case .overridden(let said) = entry.content, said.manuscript == candidate.manuscript,
                candidate.overridden.contains(said.warning)
            else { continue }
            let author = keyring.reviewer(signing: entry.statement.header.author)?.key.name ?? "a reviewer"
            let answer = StandingWarning.Answer(author: author, reason: said.reason)
            if answers[said.warning].map({ author < $0.author }) ?? true { answers[said.warning] = answer }
        }
        return answers
    }

    /// What is seen in a text of a case that is open; what was put into it is known by its story.
    func sighting(
        _ candidate: CaseState.Candidate, in file: borrowing CaseFile, _ check: DisclosureCheck
    ) -> DisclosureCheck.Sighting {
        let manuscript = candidate.proposal.manuscript
        return check.look(
            at: manuscript.title + "\n" + manuscript.text, id: file.state.caseID.short,
            manuscript: candidate.manuscript, isStandIn: standIns(in: file))
    }
}
