import Envelope
import Mailbox
import Testimony

/// A form that arrived whole: the words in guarded memory, and the small fields.
struct SubmittedForm: ~Copyable {
    let story: Testimony
    let fields: FormFields
}

/// What a form says beside the words.
struct FormFields: Sendable, Equatable {
    static let nonceField = "nonce"
    static let tokenField = "token"
    private static let usePrefix = "use-"

    let nonce: String?
    let token: String?
    /// The boxes that were ticked.
    let uses: Set<Use>

    /// - Throws: `FormError.malformed` if a box has a value that our form does not send.
    init(_ values: [String: String]) throws(FormError) {
        nonce = values[Self.nonceField]
        token = values[Self.tokenField]
        var uses: Set<Use> = []
        for (name, value) in values where name.hasPrefix(Self.usePrefix) {
            guard value == "yes", let use = Use(rawValue: String(name.dropFirst(Self.usePrefix.count))) else {
                throw .malformed
            }
            uses.insert(use)
        }
        self.uses = uses
    }

    /// The names that a form with these uses has, but for the story's.
    static func names(_ uses: [Use]) -> Set<String> {
        Set([nonceField, tokenField] + uses.map { usePrefix + $0.rawValue })
    }
}

/// The two hidden fields of a form that is shown.
struct HiddenFields: Sendable {
    let nonce: String
    let token: String
}

extension HiddenFields {
    init(_ form: FormToken) { self.init(nonce: form.nonce, token: form.token) }
}

/// What the body of a form holds.
enum DecodedForm: ~Copyable {
    case whole(SubmittedForm)
    /// Nothing was written but white space.
    case empty(FormFields)
}
