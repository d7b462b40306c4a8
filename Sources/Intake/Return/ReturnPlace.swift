import Policies

/// The addresses of those who come back; all but `return` itself are reached by the buttons of its page.
enum ReturnPlace: String, CaseIterable {
    /// The code, and where the story stands.
    case status = "return"
    case letters, text, choices, history, withdraw
    /// "I have kept my code."
    case kept

    static let visitField = "visit"
    /// What the button that was pressed asks for.
    static let actField = "act"
    /// Random bytes by which a second arrival of a letter is known.
    static let onceField = "once"
    /// The code, where another field is the long one.
    static let codeField = "code"

    /// How the form that leads here is read.
    func body(_ policies: PolicySet) -> FormBody {
        switch self {
        case .status: FormBody(allowed: [Self.visitField], words: Self.codeField, bodyLimit: 8 << 10)
        case .letters, .text:
            FormBody(
                allowed: Set(ReturnForm.acts(at: self).map(\.rawValue))
                    .union([Self.visitField, Self.actField, Self.onceField, Self.codeField]),
                words: "words", bodyLimit: 320 << 10)
        case .choices:
            FormBody(
                allowed: ConsentChoices.names(policies.consent).union([Self.visitField, Self.actField]),
                words: Self.codeField, bodyLimit: 64 << 10)
        case .history: FormBody(allowed: [Self.visitField], words: Self.codeField, bodyLimit: 8 << 10)
        case .withdraw:
            FormBody(allowed: [Self.visitField, Self.actField], words: Self.codeField, bodyLimit: 8 << 10)
        case .kept:
            FormBody(
                allowed: [HiddenFields.nonce, HiddenFields.token], words: Self.codeField, bodyLimit: 8 << 10)
        }
    }
}

/// What a button of these pages asks for; nothing, where a page is only opened.
///
/// It is the value of `act`, or a field of its own name, with the digest of the letter or the text that it is about.
enum ReturnAct: String {
    // Letters.
    case read, forget, write
    // The answers to a text.
    case agreed, changes, refused
    // Choices.
    case save, pause
    /// To where the story stands, unless words would be left behind.
    case home
    // Taking the story back: asked once more, then done.
    case sure, now
}
