import Console
import Envelope
import Files
import Publication

/// An export is recorded first and at its place last, also over runs that end in between.
extension PublisherDesk {
    /// Notes an export that is about to be signed: whatever becomes of this run, the next one finds what it left and names it.
    ///
    /// - Throws: `Refusal` while the note of an earlier export stands: it must not be written over.
    mutating func announce(
        _ published: PublicationRecord.Published, _ writer: ExportWriter, on day: Day
    ) throws {
        guard !InputFile.exists(places.pending) else {
            throw Refusal(
                .unavailable, "an earlier export was stopped, and is not seen to yet",
                hint: "firsthand-publish watch says where it stands, and what to do")
        }
        let line = log.add(.published(published), by: reader.signingKey, on: day) { reader.sign($0) }
        let pending = PendingExport(line: line, sums: published.digest, part: writer.part, place: writer.place)
        try AtomicFile.write(pending.encoded, to: places.pending)
        isAnnounced = true
    }

    /// Removes what was written of an export that does not come to its end, and the note of it.
    mutating func abandon(_ writer: ExportWriter) {
        writer.abandon()
        if isAnnounced { try? AtomicFile.remove(places.pending) }
    }

    /// Records the export that was announced, and then moves it to its place: no export is there that the record does not know.
    ///
    /// What fails or ends in between is settled at once, or else by the next run.
    mutating func publish(_ writer: ExportWriter) throws {
        do {
            try AtomicFile.write(log.text, to: places.record)
            try writer.move()
            try AtomicFile.remove(places.pending)
        } catch {
            // What the disk has is what counts, whatever failed.
            if let onDisk = try? Self.log(places.record, keyring) { log = onDisk }
            try? settlePending()
            throw error
        }
    }

    /// Finds out how far an export came whose run ended between its record and its place, says so, and puts the record
    /// right.
    mutating func settlePending() throws {
        guard InputFile.exists(places.pending) else { return }
        guard let pending = PendingExport(try InputFile.bytes(places.pending)) else {
            throw Refusal(
                .badData, "the note of an unfinished export is damaged",
                hint: "look for folders named .NAME.part-... beside your exports, then remove \(places.pending)")
        }
        let isRecorded = log.records.contains { $0.digest == pending.line }
        let what = "the export to \(pending.place)"
        switch pending.progress {
        case .atPlace where isRecorded:
            guard Folder.sync(of: pending.place) else { return }
            TerminalStream.error.line("note: \(what) was stopped at its very end; it is whole, and recorded")
        case .atPlace:
            TerminalStream.error.line(
                "warning: \(what) was stopped before it was recorded, and stands there now. Do not publish it: "
                    + "remove it, and export again")
            return
        case .beside:
            // The record first: if this run ends too, the next one finds the folder still.
            if log.last == pending.line { try record(.dropped(pending.line)) }
            try AtomicFile.remove(pending.part)
            TerminalStream.error.line(
                "warning: \(what) was stopped before it was at its place. Nothing of it is out: what was written is "
                    + "removed\(isRecorded ? ", and the record says so" : "").")
            TerminalStream.error.line("next: run that export again")
        case .gone where isRecorded && log.last == pending.line:
            TerminalStream.error.line(
                "warning: \(what) was stopped after it was recorded, and is neither there nor beside it. The record counts "
                    + "it as published. If it was not: export to the same use and place again")
        case .gone: break
        }
        try AtomicFile.remove(places.pending)
    }
}
