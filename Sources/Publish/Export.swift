public import ArgumentParser
public import Envelope
import Ledger
import Policies
import Press
import Publication
import Unsealing
import Vault

/// Exports every story that may be published for one use.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write every story that was agreed to for one use, and say why each other one is left out.",
        discussion: """
            Verifies the keyring, the approvals, the digests and the consent from signatures alone. A story that fails is
            named with each reason, and the rest is still exported. Exits with 65, after writing the rest, if a vault looks
            tampered with.

            Example:
              firsthand-publish export --use website --to export-2026-11
            """)

    @OptionGroup var options: PublisherOptions
    @OptionGroup var trust: TrustOptions

    @Option(help: ArgumentHelp("website, social, print, campaign, press, court or network.", valueName: "use"))
    var use: Use

    @Option(help: ArgumentHelp("The folder to make.", valueName: "folder"))
    var to: String

    func run() throws {
        let keyring = try trust.keyring()
        let policies = try PolicySet.load(folder: options.policies)
        let vault = try SQLiteVault.open(path: options.vault, mode: .readOnly)
        let passphrase = try PassphraseSource.read(
            descriptor: options.passphraseFd, prompt: "Passphrase for \(options.key): ")
        let publisher = try PublisherKey.open(options.key, passphrase: passphrase)
        guard keyring.activePublishers.contains(publisher.publicKey) else {
            throw Refusal(
                .notPermitted, "this key is not an active publisher's in the keyring", hint: "ask the steward")
        }
        let reader = CaseReader(vault: vault, publisher: publisher)
        var seen = try SeenStatements(folder: trust.state)
        let gate = Gate(use: use, day: .today, keyring: keyring, policies: policies)
        let (stories, refusals) = try Self.judge(reader, gate, &seen)

        let files = try PublicationExport(use: use, day: .today, stories: stories).signedFiles { sums, comment in
            try reader.sign(sums, trustedComment: comment)
        }
        try ExportWriter.write(files, to: to)
        try seen.save()
        try report(stories.count, refusals)
    }

    private static func judge(
        _ reader: borrowing CaseReader, _ gate: Gate, _ seen: inout SeenStatements
    ) throws -> ([ApprovedStory], [(CaseID, [Reason])]) {
        var stories: [ApprovedStory] = []
        var refusals: [(CaseID, [Reason])] = []
        let present = try reader.cases()
        for caseID in present {
            let subject = try reader.read(caseID, seenBefore: seen[caseID])
            switch gate.judge(subject) {
            case .export(let story): stories.append(story)
            case .refuse(let reasons): refusals.append((caseID, reasons))
            }
            seen.add(subject.entries.map(\.digest), of: caseID)
        }
        for gone in seen.cases.subtracting(present).sorted() { refusals.append((gone, [.rolledBack])) }
        return (stories, refusals)
    }

    private func report(_ count: Int, _ refusals: [(CaseID, [Reason])]) throws {
        for (caseID, reasons) in refusals {
            for reason in reasons { StandardStream.error.write("left out: case \(caseID.short): \(reason.sentence)\n") }
        }
        StandardStream.error.write(
            "Exported \(count) stor\(count == 1 ? "y" : "ies") for \(use.rawValue); \(refusals.count) left out.\n")
        StandardStream.output.write("\(to)\n")
        guard !refusals.contains(where: { $0.1.contains(where: \.isTampering) }) else {
            throw Refusal(
                .badData, "part of the vault is not as its signatures say; the cases are named above",
                hint: "tell the reviewers: firsthand-review log ID")
        }
        StandardStream.error.write("next: firsthand-publish verify \(to)\n")
    }
}

extension Use: ExpressibleByArgument {}
