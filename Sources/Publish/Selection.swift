import Console
import Envelope
import Ledger
import Publication
import Warnings

/// The stories that go out, found in a first pass that keeps a few words of each and no text.
struct Selection {
    struct Chosen: Sendable {
        let caseID: CaseID
        let copy: PublicationRecord.Copy
    }

    /// Ascending by public id, so that their order tells nothing.
    private(set) var stories: [Chosen] = []
    private(set) var refusals: [(CaseID, [Reason])] = []
    /// By public id.
    private(set) var warned: [(String, [Warning])] = []
    private(set) var standing = Standing()
    /// What the manifest calls the text of each story that is new.
    private let manuscripts: [String: Digest]
    /// The language that most of the stories have.
    let language: String

    init(_ use: Use, _ day: Day, _ desk: inout PublisherDesk, _ check: DisclosureCheck) throws {
        var approved: [(Chosen, String)] = []
        var refusals: [(CaseID, [Reason])] = []
        // Nearly all cases share their reasons with others, and there is one list of reasons for all of them.
        var shared: Set<[Reason]> = []
        var standing = Standing()
        var news: [DisclosureCheck.Sighting] = []
        var check = check
        let out = desk.log.published
        try desk.forEachCase(Progress(label: "checking"), [use], on: day) { [check] in
            check.look(at: $0)
        } each: { found in
            guard let verdict = found.verdicts[use] else { return }
            switch verdict {
            case .refuse(let reasons):
                let reasons = shared.insert(reasons).memberAfterInsert
                standing.add(.refuse(reasons), id: found.id)
                refusals.append((found.caseID, reasons))
            case .export(let story):
                standing.add(verdict, id: found.id)
                guard let (sighting, tag) = found.seen else { return }
                let copy = PublicationRecord.Copy(id: story.id, manuscript: sighting.manuscript, tag: tag)
                approved.append((Chosen(caseID: found.caseID, copy: copy), story.manuscript.language))
                // What is out already is what a new story is looked at beside; it was looked at when it was new.
                if out[story.id] == copy.manuscript { check.remember(sighting) } else { news.append(sighting) }
            }
        }
        let log = desk.log
        var held: [String: [Warning]] = [:]
        for sighting in news.sorted(by: { $0.id.utf8Precedes($1.id) }) {
            let warnings = check.warnings(about: sighting).filter {
                log.override(of: $0.digest, id: sighting.id, manuscript: sighting.manuscript) == nil
            }
            if warnings.isEmpty {
                check.remember(sighting)
            } else {
                held[sighting.id] = warnings
                standing.hold(back: sighting.id, warnings.map { .warned($0.line) })
            }
        }
        manuscripts = Dictionary(
            news.map { ($0.id, $0.manuscript) }, uniquingKeysWith: { first, _ in first })
        let going = approved.filter { held[$0.0.copy.id] == nil }
        stories = going.map(\.0).sorted { $0.copy.id.utf8Precedes($1.copy.id) }
        language = Self.language(going.map(\.1))
        self.refusals = refusals
        self.standing = standing
        warned = held.sorted { $0.key.utf8Precedes($1.key) }
    }

    /// What the manifest would call a new story's text.
    func manuscript(of id: String) -> Digest? { manuscripts[id] }

    private static func language(_ tags: [String]) -> String {
        let counts = Dictionary(tags.map { ($0, 1) }, uniquingKeysWith: +)
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "en"
    }
}
