import Envelope
import OpeningCount
import Policies

@testable import Review

/// An evening at the desk without a terminal: keys go in, and the desk answers from a real vault with real keys.
struct Evening: ~Copyable {
    var session: DeskSession

    init(_ name: String, _ book: Casebook) throws {
        let desk = try Desk.opened(name, of: book.organisation, book)
        let letters = try LetterTemplates.load(
            folder: Programs.policies, codes: desk.policies.form.languages,
            retention: desk.policies.retention)
        session = try DeskSession(
            desk, cache: QueueCache(path: ""), ReadLanguages(path: ""), letters: letters, beside: [])
    }

    mutating func open(_ caseID: CaseID) throws { try carryOut([.open(caseID)]) }

    /// Opens the words of the case, and what was found in them.
    mutating func reveal(_ caseID: CaseID) throws {
        try open(caseID)
        try press(.character("3"), .enter)
    }

    mutating func press(_ keys: Key...) throws { for key in keys { try carryOut(session.screen.press(key)) } }

    /// Nobody types for a moment.
    mutating func pause() throws { try carryOut(session.screen.pause()) }

    mutating func type(_ text: String) throws { for character in text { try press(.character(character)) } }

    /// Decides all that was found as policy offers, gives the text a title, reads it and puts it forward.
    mutating func propose(_ title: String) throws {
        try press(.character("4"))
        while let work = session.screen.file?.work, work.undecided > 0 { try press(.character("y")) }
        // The last decision asks for the title.
        if session.screen.modal == nil { try press(.character("t")) }
        try type(title)
        try press(.enter, .character("P"), .character("P"), .enter)
    }

    /// Reads the text that is put forward and signs a yes to it.
    mutating func approve() throws {
        try press(.character("A"), .character("A"))
        // The last digit signs.
        try type(session.screen.file?.view.text?.digits ?? "")
    }

    /// The body of a story while its words are held.
    func held(_ story: Digest) -> CaseFile.OpenBody? {
        switch session.opened {
        case .some(let file): file.opened[story]?.open
        case .none: nil
        }
    }

    private mutating func carryOut(_ effects: [DeskEffect]) throws {
        var open = effects[...]
        while let effect = open.popFirst() {
            if let event = try session.answer(effect) { open += session.screen.receive(event) }
        }
    }
}

extension Sealed {
    /// How often this body is opened while something is done.
    func openings(while work: () throws -> Void) rethrows -> Int {
        unsafe fh_count_openings(message, message.count)
        try work()
        return fh_counted_openings()
    }
}
