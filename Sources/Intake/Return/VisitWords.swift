import Envelope
import Mailbox
import Opening

/// What a visit puts onto a page, opened only while it is written.
extension Visit {
    /// The words of a letter, for their mark.
    borrowing func append(_ letter: SurvivorCase.Item, to words: inout PageWords) {
        let opened = try? survivor.open(letter.sealed)
        switch opened {
        case nil: words.append(Span())
        case .some(let body):
            if body.withField("text", { words.append($0) }) == nil { words.append(Span()) }
        }
    }

    /// Title, text and name of a text, for their three marks.
    borrowing func append(manuscript text: SurvivorCase.Item, to words: inout PageWords) {
        let opened = try? survivor.open(text.sealed)
        for field in ["title", "text", "credit"] {
            switch opened {
            case nil: words.append(Span())
            case .some(let body):
                if body.withManuscriptField(field, { words.append($0) }) == nil { words.append(Span()) }
            }
        }
    }

    /// Whether a text would stand under a name.
    borrowing func hasName(_ text: SurvivorCase.Item) -> Bool {
        let opened = try? survivor.open(text.sealed)
        switch opened {
        case nil: return false
        case .some(let body): return body.withManuscriptField("credit") { !$0.isEmpty } ?? false
        }
    }
}
