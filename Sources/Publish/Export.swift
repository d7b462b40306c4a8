public import ArgumentParser
import Console
public import Envelope
import Files
import Ledger
import Policies
import Publication
import Sandbox
import Warnings

/// Exports every story that may be published for one use.
struct ExportCommand: ConfiningCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write every story that was agreed to for one use, and say why each other one is left out.",
        discussion: """
            Verifies the keyring, the approvals, the digests and the consent from
            signatures alone. A story that fails is named with each reason, and the rest
            is still exported. What was published at this place before and was taken back
            since is left out with a tombstone. The export is signed and recorded before
            it is put at its place; the next run names one that was stopped in between.
            Exits with 65, after writing the rest, if a vault looks tampered with.

            Example:
              firsthand-publish export --use website --to export-2026-11
              firsthand-publish export --use print --place spring-zine --format zine --format epub --to spring
              firsthand-publish export --use website --explain 3f2a-91c0
            """)

    @OptionGroup(title: "Places") var options: PublisherOptions
    @OptionGroup(title: "Places") var trust: TrustOptions
    @OptionGroup var choice: EditionOptions
    @OptionGroup var disclosure: DisclosureOptions

    @Option(help: ArgumentHelp("The folder to make.", valueName: "folder"))
    var to: String?

    @Option(help: ArgumentHelp("Write nothing; show the whole proof for this case or story.", valueName: "id"))
    var explain: String?

    @Option(help: ArgumentHelp("A UTC day other than today, YYYY-MM-DD; only with --rehearse.", valueName: "day"))
    var date: Day?

    @Flag(help: "Only try it out: the export is marked as not for publishing, and not recorded.")
    var rehearse = false

    @Flag(help: "Print JSON: what was written, and why each other story was left out.")
    var json = false

    func validate() throws {
        guard (to == nil) != (explain == nil) else {
            throw ValidationError("name a folder with --to, or use --explain")
        }
        // On a day before today consent that ended counts; on a later one a wider consent counts too soon.
        if let date, date != .today, !rehearse, explain == nil {
            throw ValidationError("another day than today only with --rehearse")
        }
    }

    /// Some formats are made by other programs, which reach no network either.
    func confine() throws {
        try Confinement.goOffline(needing: choice.formats.contains(where: \.needsPrograms) ? [.programs] : [])
    }

    func run() throws {
        let day = date ?? .today
        var desk = try PublisherDesk.opening(options, trust, on: day)
        if let explain { return try Explanation(use: choice.use, day: day).show(explain, &desk, disclosure.check()) }
        let selection = try Selection(choice.use, day, &desk, disclosure.check())
        var pages = try CampaignPages(state: trust.state)
        let notes = try NoteNames.load(folder: options.policies, codes: desk.policies.form.languages)
        let export = try choice.export(
            day: day, isRehearsal: rehearse, selection, desk.log, desk.policies, notes, pages)
        let writer = try ExportWriter(export, to: to ?? "", programs: try Self.programs(export.formats))
        let written: ExportWriter.Written
        do {
            written = try write(export, writer, selection, &desk)
            try desk.saveSeen()
            if !rehearse { try pages.add(export) }
            if rehearse { try writer.move() }
        } catch {
            desk.abandon(writer)
            throw error
        }
        if !rehearse { try desk.publish(writer) }
        try report(written, export, selection, desk.log)
    }

    /// The programs that these formats are made with.
    private static func programs(_ formats: [Format]) throws -> OutsidePrograms {
        var (typeset, impose, draw): (OutsidePrograms.Maker?, OutsidePrograms.Maker?, OutsidePrograms.Maker?)
        if formats.contains(.pdf) {
            let typesetter = try Typesetter.found()
            typeset = { page, pdf in try typesetter.set(page, into: pdf) }
        }
        if formats.contains(.booklet) {
            let imposer = try Imposer.found()
            impose = { pdf, sheets in try imposer.impose(pdf, into: sheets) }
        }
        if formats.contains(.cards) {
            let drawer = try Drawer.found()
            draw = { drawing, picture in try drawer.draw(drawing, into: picture) }
        }
        return OutsidePrograms(typeset: typeset, impose: impose, draw: draw)
    }

    private func write(
        _ export: PublicationExport, _ writer: ExportWriter, _ selection: Selection, _ desk: inout PublisherDesk
    ) throws -> ExportWriter.Written {
        let gate = desk.gate(choice.use, on: export.day)
        let progress = Progress(label: "writing")
        defer { progress.end() }
        for start in stride(from: 0, to: selection.stories.count, by: AllCores.batch) {
            let stories = selection.stories[start..<min(start + AllCores.batch, selection.stories.count)]
            for (story, verdict) in zip(stories, desk.judged(stories, by: gate)) {
                // It must be the one that was selected.
                guard case .export(let approved) = try verdict.get(),
                    approved.manuscriptDigest == story.copy.manuscript, approved.id == story.copy.id
                else { throw ExportError.changedMeanwhile }
                try writer.add(approved)
            }
            progress.show(stories.endIndex, of: selection.stories.count)
        }
        return try writer.finish { sums, digest, comment in
            if !rehearse {
                let published = PublicationRecord.Published(
                    use: export.use, place: export.place, digest: digest, formats: export.formats,
                    copies: selection.stories.map(\.copy), tombstones: export.tombstones)
                try desk.announce(published, writer, on: export.day)
            }
            return try desk.reader.sign(sums, trustedComment: comment)
        }
    }

    private func report(
        _ written: ExportWriter.Written, _ export: PublicationExport, _ selection: Selection, _ log: PublicationLog
    ) throws {
        TerminalStream.error.lines(
            of: selection.refusals.lazy.flatMap { caseID, reasons in
                reasons.lazy.map { "left out: case \(caseID.short): \($0.sentence)" }
            })
        for (id, warnings) in selection.warned {
            for warning in warnings {
                TerminalStream.error.line("left out: story \(id): warning \(warning.name): \(warning.sentence)")
                TerminalStream.error.line("  fix the text, or: firsthand-publish override \(id) \(warning.name)")
            }
        }
        let count = written.stories
        TerminalStream.error.line(
            "Exported \(count) stor\(count == 1 ? "y" : "ies") for \(export.use.rawValue); "
                + "\(selection.refusals.count + selection.warned.count) left out"
                + "\(export.tombstones.isEmpty ? "" : "; \(export.tombstones.count) taken back").")
        for (campaign, story) in written.unmet {
            TerminalStream.error.line("note: the campaign \(campaign) names \(story), which is no story of this export")
        }
        if !export.campaigns.isEmpty, export.use != .campaign {
            TerminalStream.error.line(
                "note: themes only; demands are shown in an export for campaign, to which its writers said yes")
        }
        if rehearse { TerminalStream.error.line("This is a rehearsal: do not publish it.") }
        if json {
            try TerminalStream.report(Report(written, export, selection, to ?? ""), lines: "", asJSON: true)
        } else {
            TerminalStream.output.line("\(to ?? "")")
        }
        for id in log.missing(use: export.use, place: export.place, standing: selection.standing) where !rehearse {
            TerminalStream.error.line("note: story \(id) was here before; it is left out for now, not taken back")
        }
        guard !selection.refusals.contains(where: { $0.1.contains(where: \.isTampering) }) else {
            throw Refusal(
                .badData, "part of the vault is not as its signatures say; the cases are named above",
                hint: "tell the reviewers: firsthand-review log ID")
        }
        TerminalStream.error.line("next: firsthand-publish verify \(to ?? "")")
        if !rehearse {
            TerminalStream.error.line("then: firsthand-publish courier out --to FILE, so that the writers are told")
        }
    }
}

extension Use: ExpressibleByArgument {}

extension Day: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
