import Envelope
import Ledger

/// What can be told of a story before it is read: how long it is, and whether it asks us not to reach somebody.
struct CaseLength {
    /// Characters of a page: about 300 words.
    static let page = 1800

    /// Pages, rounded up; 0 where there are no words.
    private(set) var pages = 0
    private(set) var hasPlea = false

    /// Looks at the words where they lie, in guarded memory; none of them leaves it.
    init(_ file: borrowing CaseFile) {
        var characters = 0
        for story in file.state.stories {
            guard let open = file.opened[story]?.open else { continue }
            let found = open.body.withField("text") { text -> (count: Int, hasPlea: Bool) in
                var count = 0
                // A byte that goes on with a character counts for none.
                for index in text.indices where text[index] & 0xC0 != 0x80 { count += 1 }
                return (count, Plea.isIn(text))
            }
            characters += found?.count ?? 0
            hasPlea = hasPlea || found?.hasPlea == true
        }
        pages = (characters + Self.page - 1) / Self.page
    }
}
